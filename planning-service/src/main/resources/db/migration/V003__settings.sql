-- What the accounts topic tells of its users: when their day begins and what they keep back.
create table mirror.settings (
  user_id uuid primary key references mirror.users on delete cascade,
  time_zone text not null,
  base_currency text not null,
  buffer_amount numeric(28, 10),
  buffer_currency text
);
select journal.protect('mirror.settings');
