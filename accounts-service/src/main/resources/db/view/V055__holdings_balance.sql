-- The balance of an investment account of which the bank states none is the sum of its holdings.
alter table balance drop constraint balance_source_check;
alter table balance add constraint balance_source_check
  check (source in ('provider', 'manual', 'opening', 'holdings'));
alter table account drop constraint account_balance_source_check;
alter table account add constraint account_balance_source_check
  check (balance_source in ('provider', 'manual', 'opening', 'holdings'));
