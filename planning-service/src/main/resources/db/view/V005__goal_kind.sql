-- A goal is to save an amount or to pay off a debt; those that were set before are to save.
alter table goal
  add column kind text not null default 'save' check (kind in ('save', 'pay-off')),
  add column start_debt numeric(28, 10) check (start_debt > 0),
  add constraint goal_start_debt check ((kind = 'pay-off') = (start_debt is not null));

-- Goals of one account share its balance.
create index goal_of_account on goal (user_id, account_id);
