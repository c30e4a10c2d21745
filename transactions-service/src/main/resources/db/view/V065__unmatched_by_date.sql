-- Candidates of transfers are read by date: the search by amount needs statistics, which a first import does not have.
drop index transaction_user_unmatched;
create index transaction_user_unmatched_date on transaction (user_id, date) where transfer_id is null and removed_by is null;
