-- How often the work on an import was begun without progress: a file that is too large for the memory stops the process,
-- and must not do so at every start.
alter table work.import add column attempts int not null default 0;

-- The accounts of a profile as a hash: their list can be longer than an entry of an index may be.
alter table work.import_profile no force row level security;
update work.import_profile set target = encode(sha256(convert_to(target, 'UTF8')), 'hex');
alter table work.import_profile force row level security;
