-- Whether safe-to-spend counts savings accounts.
alter table profile add column spend_from_savings boolean not null default false;
