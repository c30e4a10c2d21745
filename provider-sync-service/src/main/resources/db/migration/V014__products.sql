-- How the products besides transactions stand, what the facts already say of them, and what of them had to be refused.
create table work.product (
  connection_id uuid not null references work.sync_job on delete cascade,
  product text not null check (product in ('holdings', 'investment-transactions', 'liabilities', 'recurring')),
  user_id uuid not null references mirror.users on delete cascade,
  state text not null check (state in ('read', 'missed', 'absent', 'needs-user')),
  content text,
  accounts uuid[] not null default '{}',
  attempts int not null default 0,
  error_class text,
  not_before timestamptz not null default '-infinity',
  read_at timestamptz,
  primary key (connection_id, product)
);
create index product_user on work.product (user_id, connection_id);
select journal.protect('work.product');

create table work.published_investment (
  connection_id uuid not null references work.sync_job on delete cascade,
  external_id text collate "C" not null,
  account_id uuid not null,
  user_id uuid not null references mirror.users on delete cascade,
  content text not null,
  likeness text not null,
  booked_on date not null,
  primary key (connection_id, external_id)
);
create index published_investment_user on work.published_investment (user_id, connection_id, booked_on);
create index published_investment_account on work.published_investment (user_id, account_id);
select journal.protect('work.published_investment');

create table work.unfit_entry (
  connection_id uuid not null references work.sync_job on delete cascade,
  product text not null,
  external_id text collate "C" not null,
  user_id uuid not null references mirror.users on delete cascade,
  reason text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (connection_id, product, external_id)
);
create index unfit_entry_user on work.unfit_entry (user_id, connection_id);
select journal.protect('work.unfit_entry');
