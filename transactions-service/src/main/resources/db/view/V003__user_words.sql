-- Every field a user may decide about, beside the provider's own value of it.
alter table transaction
  add column provider_category_id uuid,
  add column own_description text,
  add column provider_merchant_id uuid,
  add column merchant_id uuid,
  add column merchant_source text not null default 'none' check (merchant_source in ('provider', 'user', 'none')),
  add column tags text[] not null default '{}',
  add column excluded boolean not null default false,
  add column split_total numeric(28, 10);
-- The owner sees no row under forced row-level security.
alter table transaction no force row level security;
update transaction set provider_category_id = category_id where category_source = 'provider';
alter table transaction drop column merchant_name;
create index transaction_user_merchant_date on transaction (user_id, merchant_id, date desc, id desc);

-- Only transactions that are split have rows here.
create table transaction_split (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  part int not null,
  category_id uuid,
  amount numeric(28, 10) not null,
  currency text not null,
  note text,
  primary key (user_id, transaction_id, part)
);
create index transaction_split_category on transaction_split (user_id, category_id) where category_id is not null;
select journal.protect('transaction_split');

create table transaction_tag (
  user_id uuid not null references mirror.users on delete cascade,
  tag text collate "C" not null,
  transaction_id uuid not null,
  primary key (user_id, tag, transaction_id)
);
select journal.protect('transaction_tag');

-- How many transactions that count carry a tag; kept at 0 when the last one loses it.
create table tag (
  user_id uuid not null references mirror.users on delete cascade,
  name text collate "C" not null,
  search text collate "C" not null,
  uses int not null,
  primary key (user_id, name)
);
create index tag_search on tag (user_id, search);
select journal.protect('tag');

-- What was booked on an account on a day; a running balance sums the days before and the rows of its own day.
create table day_total (
  user_id uuid not null references mirror.users on delete cascade,
  account_id uuid not null,
  currency text collate "C" not null,
  date date not null,
  amount numeric(28, 10) not null,
  entries int not null,
  primary key (user_id, account_id, currency, date)
);
insert into day_total
select user_id, account_id, currency, date, sum(amount), count(*) from transaction
where not pending and removed_by is null
group by user_id, account_id, currency, date;
alter table transaction force row level security;
select journal.protect('day_total');

-- A merchant as entries name it, or as its user added it. For what was there before, a rebuild of the views fills it.
create table merchant (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  name text not null,
  slug text collate "C" not null,
  entity_id text,
  source text not null check (source in ('provider', 'user')),
  uses int not null,
  primary key (user_id, id)
);
create index merchant_slug on merchant (user_id, slug);
select journal.protect('merchant');

-- What a user says of a merchant; canonical_id is where the chain of mergers ends.
create table merchant_word (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  own_name text,
  own_slug text collate "C",
  archived boolean not null,
  merged_into uuid,
  canonical_id uuid,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
create index merchant_word_slug on merchant_word (user_id, own_slug) where own_slug is not null;
create index merchant_word_canonical on merchant_word (user_id, canonical_id) where canonical_id is not null;
select journal.protect('merchant_word');

-- The user's own categories; those of the system are in no table.
create table category (
  user_id uuid not null references mirror.users on delete cascade,
  id uuid not null,
  name text not null,
  parent_id uuid,
  archived boolean not null,
  merged_into uuid,
  canonical_id uuid,
  stream_version int not null,
  version int not null,
  at timestamptz not null,
  primary key (user_id, id)
);
create index category_canonical on category (user_id, canonical_id) where canonical_id is not null;
select journal.protect('category');
