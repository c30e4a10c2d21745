-- What a list of transactions shows of an account, and whether reports leave it out.
create table mirror.account_detail (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  own_name text,
  bank_name text,
  institution_id uuid,
  hidden boolean not null default false,
  primary key (user_id, account_id)
);
select journal.protect('mirror.account_detail');

create table mirror.institution (
  user_id uuid not null references mirror.users on delete cascade,
  institution_id uuid not null,
  name text not null,
  primary key (user_id, institution_id)
);
select journal.protect('mirror.institution');

-- The topic is read again from its beginning, or replayed by its owner, to fill the new tables.
delete from journal.inbox_offset where topic = 'accounts.events';
