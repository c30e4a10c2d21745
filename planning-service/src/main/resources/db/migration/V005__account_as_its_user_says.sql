-- An account may be of another type than its bank says, and may be another account under an older name.
alter table mirror.account
  add column own_type text,
  add column merged boolean not null default false;
