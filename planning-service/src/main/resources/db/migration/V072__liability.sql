-- The next minimum payment of each debt that a bank reports, from the accounts topic.
create table mirror.liability (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  currency text not null,
  minimum_payment numeric(28, 10),
  due_date date,
  last_payment numeric(28, 10),
  last_payment_date date,
  last_statement_date date,
  primary key (user_id, account_id)
);
select journal.protect('mirror.liability');

-- An existing installation fills the new mirror table from the journal of its owner.
insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
select topic, gen_random_uuid(), 'preparing', clock_timestamp()
from journal.inbox_offset
where topic = 'accounts.events'
group by topic
on conflict (topic) do update
set replay_id = excluded.replay_id, phase = excluded.phase, asked_at = excluded.asked_at, ended_at = null,
    tables = excluded.tables, failure = null;
