-- Who closed an account, which decides who may open it again; which other accounts it may be.
alter table account
  add column closed_by text check (closed_by in ('user', 'provider')),
  add column merge_candidates uuid[] not null default '{}';

-- Only users closed accounts until now. The owner sees no row while row-level security is forced.
alter table account no force row level security;
update account set closed_by = 'user' where status = 'closed';
alter table account force row level security;

alter table account add check ((status = 'closed') = (closed_by is not null));
