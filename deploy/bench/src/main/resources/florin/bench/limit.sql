-- The limit's tables: columns, checks and indexes of the service's, without policies and foreign keys. The hash stands in
-- the row, so that a second feed needs one look-up by primary key.
create schema bare;
create table bare.transaction (like view.transaction including all);
alter table bare.transaction add hash text not null;
create table bare.event (like journal.event including all);
