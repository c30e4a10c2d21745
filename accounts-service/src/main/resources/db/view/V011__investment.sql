-- What is traded, once per user; a row is there, not described, as soon as anything refers to it.
create table security (
  security_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  provider text not null,
  external_id text collate "C" not null,
  described boolean not null,
  name text,
  ticker text,
  isin text,
  cusip text,
  type text check (type in (
    'cash', 'cryptocurrency', 'derivative', 'equity', 'etf', 'fixed income', 'loan', 'mutual fund', 'other')),
  provider_type text,
  provider_subtype text,
  cash_equivalent boolean,
  currency text check (length(currency) between 1 and 16),
  market text,
  sector text,
  industry text,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  unique (user_id, provider, external_id),
  check (described = (type is not null)),
  check (described = (currency is not null))
);
create index security_user on security (user_id, security_id);
select journal.protect('security');

-- One row for as long as a position was as it was: without until it is so now, the others are its history.
create table holding (
  account_id uuid not null,
  security_id uuid not null references security on delete cascade,
  stream_version int not null,
  user_id uuid not null references mirror.users on delete cascade,
  quantity numeric(38,18) not null,
  price numeric(38,18) not null,
  price_as_of date,
  value numeric(38,18) not null,
  cost_basis numeric(38,18),
  currency text not null check (length(currency) between 1 and 16),
  since timestamptz not null,
  until timestamptz,
  until_version int check (until_version > stream_version),
  version int not null,
  at timestamptz not null,
  primary key (account_id, security_id, stream_version),
  check ((until is null) = (until_version is null))
);
create unique index holding_current on holding (user_id, account_id, security_id) where until is null;
create index holding_user on holding (user_id, account_id, security_id, since);
create index holding_security on holding (security_id);
select journal.protect('holding');

-- Transactions of investment accounts as their banks have them.
create table investment_transaction (
  transaction_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  external_id text collate "C" not null,
  account_id uuid not null,
  security_id uuid references security on delete set null,
  date date not null,
  name text not null,
  quantity numeric(38,18) not null,
  price numeric(38,18),
  amount numeric(28,10) not null,
  fees numeric(28,10) check (fees >= 0),
  currency text not null check (length(currency) between 1 and 16),
  type text not null check (type in ('buy', 'sell', 'cancel', 'cash', 'fee', 'transfer', 'other')),
  subtype text check (subtype in (
    'account fee', 'adjustment', 'assignment', 'buy', 'buy to cover', 'contribution', 'deposit', 'distribution',
    'dividend', 'dividend reinvestment', 'exercise', 'expire', 'fund fee', 'interest', 'interest receivable',
    'interest reinvestment', 'legal fee', 'loan payment', 'long-term capital gain',
    'long-term capital gain reinvestment', 'management fee', 'margin expense', 'merger', 'miscellaneous fee',
    'non-qualified dividend', 'non-resident tax', 'pending credit', 'pending debit', 'qualified dividend',
    'rebalance', 'return of principal', 'request', 'sell', 'sell short', 'send', 'short-term capital gain',
    'short-term capital gain reinvestment', 'spin off', 'split', 'stock distribution', 'tax', 'tax withheld',
    'trade', 'transfer', 'transfer fee', 'trust fee', 'unqualified gain', 'withdrawal', 'other')),
  provider_type text not null,
  provider_subtype text,
  stream_version int not null,
  version int not null,
  at timestamptz not null
);
create index investment_transaction_user on investment_transaction (user_id, date desc, transaction_id desc);
create index investment_transaction_account
  on investment_transaction (user_id, account_id, date desc, transaction_id desc);
create index investment_transaction_security on investment_transaction (security_id);
select journal.protect('investment_transaction');
