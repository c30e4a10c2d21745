-- Erasures that are parked behind an unreadable event of their user are marked by the erasure itself.
grant insert on mirror.erased_user to ${erasure};
create index parked_event_type on journal.parked_event (type) where user_id is not null;
