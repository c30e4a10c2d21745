-- The views of an installation that has events are rebuilt in the background when it starts: earlier versions
-- left columns of older rows to a rebuild by the operator, and the payees of texts are read in another way now.
update journal.rebuild
set phase = 'preparing', position = 0, accept_differences = true, started_at = clock_timestamp(), ended_at = null,
    tables = '[]', failure = null
where phase not in ('preparing', 'replaying', 'comparing') and pg_relation_size('journal.event') > 0;
