-- Until when a process works on an import, so that others leave it alone; in the past or null: nobody does.
alter table work.import add column working_until timestamptz;
