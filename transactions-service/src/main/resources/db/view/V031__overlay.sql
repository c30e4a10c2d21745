-- Values of rules lie between those of the user and those of the entry. The columns keep the values that apply; overlay keeps
-- those of the user and of rules where the columns are not enough. Of rows from before, a rebuild fills in the decisions for
-- "no note" and "not excluded" and the tags that were taken off.
alter table transaction
  add column overlay jsonb,
  add column marked_transfer boolean not null default false,
  drop constraint transaction_category_source_check,
  drop constraint transaction_merchant_source_check;
alter table transaction
  add constraint transaction_category_source_check check (category_source in ('provider', 'rule', 'user', 'none')) not valid,
  add constraint transaction_merchant_source_check check (merchant_source in ('provider', 'rule', 'user', 'none')) not valid;
