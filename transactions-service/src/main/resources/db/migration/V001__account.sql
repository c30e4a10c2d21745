-- What accounts-service says about accounts: enough to know whose they are and in which currency they are kept.
create table mirror.account (
  id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  currency text not null,
  closed boolean not null
);
create index account_user on mirror.account (user_id, id);
select journal.protect('mirror.account');
