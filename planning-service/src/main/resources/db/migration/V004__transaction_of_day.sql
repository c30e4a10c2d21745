-- Income and payments are looked for by day over all accounts of a user.
create index transaction_of_day on mirror.transaction (user_id, date);
