-- Further words of the provider that lists show. Of rows from before, a rebuild fills them in.
alter table transaction
  add column counterparty text,
  add column payment_channel text,
  add column website text,
  add column logo_url text;
