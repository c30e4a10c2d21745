-- Whether safe-to-spend subtracts minimum payments of debts.
create table minimum_payment_settings (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  included boolean not null,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id)
);
select journal.protect('minimum_payment_settings');
