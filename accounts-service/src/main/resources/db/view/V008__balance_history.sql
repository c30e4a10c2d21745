-- A series of balances starts at the observation before its first day.
create index balance_history on balance (user_id, account_id, currency, observed_at) where current is not null;

-- Taking back a balance that was entered by hand brings the one before it back.
create index balance_entered on balance (user_id, account_id) where source <> 'provider';
