-- The category that the user's rules give a transaction; a choice of the user takes precedence.
create table mirror.category_rule (
  user_id uuid not null references mirror.users on delete cascade,
  transaction_id uuid not null,
  category_id uuid not null,
  primary key (user_id, transaction_id)
);
select journal.protect('mirror.category_rule');
