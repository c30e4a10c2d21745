-- The same result as before for every text, in a tenth of the time for ASCII, which has no accents: every
-- write of a transaction computes this form of its texts. Without a search_path of its own the function
-- becomes part of the expression that calls it; its names are resolved when it is created.
create or replace function journal.search_form(given text) returns text
language sql immutable parallel safe
return case
  when octet_length(given) = char_length(given) then lower(given collate pg_catalog.pg_c_utf8)
  else replace(replace(translate(lower(
    regexp_replace(normalize(given, nfkd), '[\u0300-\u036f]', '', 'g') collate pg_catalog.pg_c_utf8),
    U&'\0131\00F8\0142', 'iol'), U&'\00DF', 'ss'), U&'\00E6', 'ae')
end;
