-- What is due at which connection, who works on it and how far the provider's updates are taken in. No event carries it.
create table work.sync_job (
  connection_id uuid primary key,
  user_id uuid not null references mirror.users on delete cascade,
  provider text not null,
  external_item_id text collate "C" not null,
  state text not null check (state in ('active', 'paused', 'closed')),
  cursor text collate "C",
  history_complete boolean not null default false,
  accounts_content text,
  requested bigint not null default 1,
  due_at timestamptz not null,
  not_before timestamptz not null default '-infinity',
  attempts int not null default 0,
  item_check text check (item_check in ('check', 'repaired', 'warned')),
  warning text,
  disconnects_at timestamptz,
  owner text,
  epoch bigint not null default 0,
  lease_until timestamptz not null default '-infinity',
  started_at timestamptz not null default '-infinity',
  last_synced_at timestamptz,
  stale_since timestamptz,
  error_class text,
  unique (provider, external_item_id)
);
create index sync_job_user on work.sync_job (user_id, connection_id);
create index sync_job_due on work.sync_job (due_at) where state <> 'closed';
select journal.protect('work.sync_job');

-- One row a run; a trigger while another run is waiting joins that one.
create table work.sync_run (
  run_id uuid primary key,
  connection_id uuid not null references work.sync_job on delete cascade,
  user_id uuid not null references mirror.users on delete cascade,
  state text not null check (state in ('waiting', 'fetching', 'applied', 'failed')),
  cause text not null check (cause in ('link', 'manual', 'webhook', 'scheduled')),
  added int not null default 0,
  modified int not null default 0,
  removed int not null default 0,
  requested_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  error_class text
);
create unique index sync_run_waiting on work.sync_run (connection_id) where state = 'waiting';
create index sync_run_user on work.sync_run (user_id, connection_id, run_id);
create index sync_run_connection on work.sync_run (connection_id, state);
select journal.protect('work.sync_run');

-- Verified webhooks of items nobody here has: a leak at the provider, or an item whose link is about to commit.
create table work.unmatched_webhook (
  provider text not null,
  external_item_id text collate "C" not null,
  type text not null,
  code text not null,
  times bigint not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (provider, external_item_id, type, code)
);
grant select, insert, update, delete on work.unmatched_webhook to ${worker};
