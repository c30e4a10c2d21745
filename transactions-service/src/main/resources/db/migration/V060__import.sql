-- Files that users import: their content, encrypted, until they are imported or expire; their rows as a preview shows them;
-- and the settings that were chosen for files of the same kind. No event carries them.
create table work.import (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  version int not null,
  state text not null check (state in ('reading', 'preview', 'committing', 'committed', 'failed')),
  file_name text not null,
  size bigint not null,
  sha256 text not null,
  options text not null,
  accounts text not null,
  reading bytea,
  format text,
  shape text,
  profile_id uuid,
  rows_done int not null,
  rows_total int not null,
  failure text,
  change_id uuid,
  result text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (user_id, id)
);
create index import_state on work.import (state, created_at) where state in ('reading', 'committing');
create index import_created on work.import (user_id, created_at desc, id desc);
create index import_expires on work.import (expires_at);
select journal.protect('work.import');

create table work.import_chunk (
  user_id uuid not null references mirror.users on delete cascade,
  import_id uuid not null,
  part int not null,
  ciphertext bytea not null,
  created_at timestamptz not null,
  primary key (user_id, import_id, part)
);
alter table work.import_chunk alter column ciphertext set storage external;
create index import_chunk_created on work.import_chunk (created_at);
select journal.protect('work.import_chunk');

-- The values of a row are encrypted; its status and the transaction that it matches are not.
create table work.import_row (
  user_id uuid not null references mirror.users on delete cascade,
  import_id uuid not null,
  number int not null,
  line int not null,
  status text not null check (status in
    ('new', 'known', 'looks-like', 'removed-before', 'unreadable', 'not-a-transaction', 'undecided')),
  reason text not null,
  transaction_id uuid,
  decision text check (decision in ('new', 'same', 'skip')),
  decided_id uuid,
  ciphertext bytea not null,
  primary key (user_id, import_id, number),
  foreign key (user_id, import_id) references work.import on delete cascade
);
create index import_row_status on work.import_row (user_id, import_id, status, number);
select journal.protect('work.import_row');

create table work.import_profile (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  version int not null,
  name text not null,
  shape text not null,
  target text not null,
  format text not null,
  options text not null,
  accounts text not null,
  used_at timestamptz not null,
  primary key (user_id, id),
  unique (user_id, shape, target)
);
select journal.protect('work.import_profile');
