-- An existing installation fills the new mirror tables from the journals of their owners, one topic after the other.
insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
select topic, gen_random_uuid(), 'preparing', clock_timestamp()
from journal.inbox_offset
where topic in ('accounts.events', 'transactions.events')
group by topic
on conflict (topic) do update
set replay_id = excluded.replay_id, phase = excluded.phase, asked_at = excluded.asked_at, ended_at = null,
    tables = excluded.tables, failure = null;
