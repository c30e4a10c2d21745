-- Every transaction as it stands: the provider's values overlaid, field by field, by the user's.
create table transaction (
  id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  connection_id uuid,
  external_id text collate "C",
  source text not null check (source in ('provider', 'manual')),
  date date not null,
  authorized_date date,
  amount numeric(28, 10) not null,
  currency text not null,
  description text not null,
  original_description text,
  merchant_name text,
  pending boolean not null,
  provider_category_label text,
  category_id uuid,
  category_source text not null check (category_source in ('provider', 'user', 'none')),
  note text,
  removed_by text check (removed_by in ('provider', 'user')),
  stream_version int not null,
  version int not null,
  at timestamptz not null
);
create index transaction_user_date on transaction (user_id, date desc, id desc);
create index transaction_user_account_date on transaction (user_id, account_id, date desc, id desc);
create index transaction_user_category_date on transaction (user_id, category_id, date desc, id desc);
select journal.protect('transaction');
