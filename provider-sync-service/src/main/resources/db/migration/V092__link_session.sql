-- The pages of link tokens whose results are awaited. The webhook of a page that its user has left marks the row; a
-- token itself is not stored.
create table work.link_session (
  link_token_sha256 bytea primary key,
  user_id uuid not null,
  provider text not null,
  expires_at timestamptz not null,
  asked_at timestamptz not null default '-infinity',
  finished_at timestamptz
);
create index link_session_user on work.link_session (user_id, expires_at);
select journal.protect('work.link_session');
