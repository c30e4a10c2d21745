-- The institution of an account, and whether reports leave the account out.
create table mirror.account_detail (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  institution_id uuid,
  hidden boolean not null default false,
  primary key (user_id, account_id)
);
select journal.protect('mirror.account_detail');

create table mirror.institution (
  user_id uuid not null references mirror.users on delete cascade,
  institution_id uuid not null,
  name text not null,
  primary key (user_id, institution_id)
);
select journal.protect('mirror.institution');

-- An existing installation fills the new tables from the journal of the owner.
insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
select topic, gen_random_uuid(), 'preparing', clock_timestamp()
from journal.inbox_offset
where topic = 'accounts.events'
group by topic
on conflict (topic) do update
set replay_id = excluded.replay_id, phase = excluded.phase, asked_at = excluded.asked_at, ended_at = null,
    tables = excluded.tables, failure = null;
