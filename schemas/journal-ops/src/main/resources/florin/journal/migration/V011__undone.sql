-- Finds the change that took another one back; only a user's own doing is caused by a user's event.
create index event_undone on journal.event (caused_by) where actor = 'user' and caused_by is not null;
