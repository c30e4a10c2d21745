-- The user's own categories, from the transactions topic; system categories are static and have no row. survivor_id is
-- the end of the chain of merges that begins with merged_into.
create table mirror.category (
  user_id uuid not null references mirror.users on delete cascade,
  category_id uuid not null,
  name text not null,
  archived boolean not null,
  merged_into uuid,
  survivor_id uuid,
  primary key (user_id, category_id)
);
select journal.protect('mirror.category');

-- The subtype of each account, from the accounts topic: it separates savings from cash.
create table mirror.account_subtype (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  bank_subtype text,
  own_subtype text,
  primary key (user_id, account_id)
);
select journal.protect('mirror.account_subtype');

-- Whether savings accounts count as money to spend.
alter table mirror.settings add column spend_from_savings boolean not null default false;
