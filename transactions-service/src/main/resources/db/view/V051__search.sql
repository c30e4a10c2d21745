-- The texts of a row in the form that searches compare; the names of merchants, categories and tags are searched by themselves.
alter table transaction add column search text not null generated always as (
  journal.search_form(coalesce(own_description || chr(10), '') || description || coalesce(chr(10) || original_description, '')
    || coalesce(chr(10) || note, ''))) stored;
create index transaction_search on transaction using gin (search journal.gin_trgm_ops);
alter table merchant add column search text not null generated always as (journal.search_form(name)) stored;
alter table merchant_word add column search text generated always as (journal.search_form(own_name)) stored;

grant usage on schema ${flyway:defaultSchema} to ${reader};
grant select on transaction to ${reader};

-- The order of a list by description. Its length is bounded, as that of an entry of an index is.
alter table transaction add column sort_description text collate "C" not null generated always as (
  left(journal.search_form(coalesce(own_description, description)), 100)) stored;
create index transaction_user_description on transaction (user_id, sort_description, id);
