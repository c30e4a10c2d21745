-- What debts cost and when they are due, as the banks report it now.
create table liability (
  account_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  kind text not null check (kind in ('credit', 'mortgage', 'student', 'other')),
  currency text not null check (length(currency) between 1 and 16),
  interest_rate numeric(38,18),
  interest_rate_type text,
  overdue boolean,
  minimum_payment numeric(28,10),
  next_payment_due_date date,
  last_payment numeric(28,10),
  last_payment_date date,
  last_statement_balance numeric(28,10),
  last_statement_date date,
  past_due numeric(28,10),
  origination_principal numeric(28,10),
  origination_date date,
  payoff_date date,
  loan_name text,
  loan_status text,
  repayment_plan text,
  escrow_balance numeric(28,10),
  outstanding_interest numeric(28,10),
  interest_paid_this_year numeric(28,10),
  principal_paid_this_year numeric(28,10),
  stream_version int not null,
  version int not null,
  at timestamptz not null
);
create index liability_user on liability (user_id, account_id);
select journal.protect('liability');

-- The interest rates of a debt, in the bank's order.
create table liability_apr (
  account_id uuid not null references liability on delete cascade,
  position int not null,
  user_id uuid not null references mirror.users on delete cascade,
  type text not null,
  percentage numeric(38,18) not null,
  balance_subject_to numeric(28,10),
  interest_charge numeric(28,10),
  currency text not null check (length(currency) between 1 and 16),
  primary key (account_id, position)
);
create index liability_apr_user on liability_apr (user_id, account_id, position);
select journal.protect('liability_apr');
