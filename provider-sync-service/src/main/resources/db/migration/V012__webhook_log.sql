-- What came in by webhook in the last days. What is not verified is anybody's: it is counted, and nothing of it is kept.
create table work.webhook_log (
  log_id uuid primary key,
  provider text not null,
  result text not null check (result in ('taken', 'unmatched', 'ignored', 'recorded', 'not-understood', 'unverified')),
  what text,
  external_item_id text collate "C",
  body_sha256 bytea,
  times bigint not null default 1,
  received_at timestamptz not null
);
create index webhook_log_received on work.webhook_log (received_at);
grant select, insert, delete on work.webhook_log to ${worker};
