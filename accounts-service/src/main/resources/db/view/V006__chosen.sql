-- What the user made of an account's kind and of its proposals, and when an account was closed.
alter table account
  add column own_type text check (own_type in ('depository', 'credit', 'loan', 'investment', 'other')),
  add column own_subtype text check (own_subtype in (
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
  add column dismissed uuid[] not null default '{}',
  add column closed_at timestamptz;

-- Until now nobody kept the time; the last event of a closed account is near it. The owner sees no row while
-- row-level security is forced.
alter table account no force row level security;
update account set closed_at = at where closed_by is not null;
alter table account force row level security;

alter table account
  add check ((closed_by is null) = (closed_at is null)),
  add check (own_type is not null or own_subtype is null);
