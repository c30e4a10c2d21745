-- A list sorted by amount would else sort all that its user has, page after page. Under row-level security a page begins
-- only where a leakproof comparison says (PostgreSQL manual, "Rules and Privileges"): bigint's are leakproof, numeric's not.
alter table transaction add column whole_amount bigint not null generated always as (floor(amount)::bigint) stored;
create index transaction_user_amount on transaction (user_id, whole_amount, amount, id);
