-- Recurring series and their occurrences, from the transactions topic: paydays come from them, and their rows settle bills.
create table mirror.series (
  user_id uuid not null references mirror.users on delete cascade,
  series_id uuid not null,
  account_id uuid not null,
  income boolean not null,
  name text not null,
  rule text not null,
  expected numeric(28, 10) not null,
  currency text not null,
  own_name text,
  own_rule text,
  own_expected numeric(28, 10),
  dismissed boolean not null default false,
  ended boolean not null default false,
  removed boolean not null default false,
  primary key (user_id, series_id)
);
select journal.protect('mirror.series');

create table mirror.series_occurrence (
  user_id uuid not null references mirror.users on delete cascade,
  series_id uuid not null,
  transaction_id uuid not null,
  date date not null,
  linked boolean not null,
  primary key (user_id, series_id, transaction_id)
);
create index series_occurrence_transaction on mirror.series_occurrence (user_id, transaction_id) where linked;
select journal.protect('mirror.series_occurrence');

-- An existing installation fills the new mirror tables from the journal of their owner.
insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
select topic, gen_random_uuid(), 'preparing', clock_timestamp()
from journal.inbox_offset
where topic = 'transactions.events'
group by topic
on conflict (topic) do update
set replay_id = excluded.replay_id, phase = excluded.phase, asked_at = excluded.asked_at, ended_at = null,
    tables = excluded.tables, failure = null;
