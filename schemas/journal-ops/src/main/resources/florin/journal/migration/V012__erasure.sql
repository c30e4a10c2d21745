-- Whom to forget, and how far that is: the mark stays until no token and no copy in a topic can bring the user back.
alter table mirror.erased_user
  add column deleted_at timestamptz,
  add column attempts int not null default 0,
  add column next_at timestamptz not null default '-infinity';
create index erased_user_open on mirror.erased_user (next_at) where deleted_at is null;
grant update on mirror.erased_user to ${erasure};

-- Deleting a user and saying so are one transaction.
grant insert on journal.event to ${erasure};
grant execute on function journal.last_recorded_at() to ${erasure};
