-- Recurring series with their occurrences and prices, and of each transaction the payee that series are found by. For the
-- transactions that were there before, a rebuild of the views fills the payees.
create table transaction_payee (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  payee_key text collate "C" not null,
  primary key (user_id, transaction_id)
);
create index transaction_payee_key on transaction_payee (user_id, payee_key);
select journal.protect('transaction_payee');

create table series (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  account_id uuid not null,
  payee_key text collate "C" not null,
  currency text collate "C" not null,
  income boolean not null,
  name text not null,
  rule text not null,
  expected numeric(28, 10) not null,
  smallest numeric(28, 10) not null,
  largest numeric(28, 10) not null,
  fixed boolean not null,
  confidence int not null,
  reasons text not null,
  own_name text,
  own_rule text,
  own_amount numeric(28, 10),
  status text not null check (status in ('suggested', 'confirmed', 'dismissed')),
  ended boolean not null,
  removed boolean not null,
  priced_since date,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
create index series_payee on series (user_id, payee_key);
select journal.protect('series');

create table series_occurrence (
  user_id uuid not null references mirror.users on delete cascade,
  series_id uuid not null,
  transaction_id uuid not null,
  date date not null,
  amount numeric(28, 10) not null,
  currency text collate "C" not null,
  linked boolean not null,
  stream_version int not null,
  primary key (user_id, series_id, transaction_id)
);
create index series_occurrence_transaction on series_occurrence (user_id, transaction_id) where linked;
select journal.protect('series_occurrence');

create table series_price (
  user_id uuid not null references mirror.users on delete cascade,
  series_id uuid not null,
  since date not null,
  price_before numeric(28, 10) not null,
  price_after numeric(28, 10) not null,
  currency text collate "C" not null,
  primary key (user_id, series_id, since)
);
select journal.protect('series_price');
