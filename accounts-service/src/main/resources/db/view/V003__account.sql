-- Accounts as they stand: what the bank calls them, what the user made of them, the latest observed balance.
create table account (
  account_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  institution_id uuid references institution on delete set null,
  bank_name text not null,
  own_name text,
  official_name text,
  mask text,
  type text not null check (type in ('depository', 'credit', 'loan', 'investment', 'other')),
  subtype text check (subtype in (
    'checking', 'savings', 'hsa', 'cd', 'money market', 'paypal', 'prepaid', 'cash management', 'ebt',
    'limited purpose checking', 'payroll',
    'credit card',
    'auto', 'business', 'commercial', 'construction', 'consumer', 'home equity', 'loan', 'mortgage', 'overdraft',
    'line of credit', 'student',
    '401a', '401k', '403b', '457b', '529', 'brokerage', 'cash isa', 'crypto exchange', 'education savings account',
    'fixed annuity', 'gic', 'health reimbursement arrangement', 'ira', 'isa', 'keogh', 'lif', 'life insurance', 'lira',
    'lrif', 'lrsp', 'mutual fund', 'non-custodial wallet', 'non-taxable brokerage account', 'other annuity',
    'other insurance', 'pension', 'prif', 'profit sharing plan', 'qshr', 'rdsp', 'resp', 'retirement', 'rlif', 'roth',
    'roth 401k', 'rrif', 'rrsp', 'sarsep', 'sep ira', 'simple ira', 'sipp', 'stock plan', 'tfsa',
    'thrift savings plan', 'trust', 'ugma', 'utma', 'variable annuity',
    'other')),
  provider_type text,
  provider_subtype text,
  connection_id uuid,
  external_id text,
  currency text not null check (length(currency) between 1 and 16),
  current numeric(28,10),
  available numeric(28,10),
  credit_limit numeric(28,10),
  balance_source text check (balance_source in ('provider', 'manual', 'opening')),
  observed_at timestamptz,
  hidden boolean not null,
  status text not null check (status in ('active', 'closed')),
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  check ((connection_id is null) = (external_id is null)),
  check ((balance_source is null) = (observed_at is null))
);
create index account_user on account (user_id, account_id);
create index account_institution on account (institution_id);
select journal.protect('account');

-- Every name a provider ever had for an account; a relink adds one.
create table account_reference (
  user_id uuid not null references mirror.users on delete cascade,
  connection_id uuid not null,
  external_id text not null,
  account_id uuid not null references account on delete cascade,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, connection_id, external_id)
);
create index account_reference_account on account_reference (account_id);
select journal.protect('account_reference');
