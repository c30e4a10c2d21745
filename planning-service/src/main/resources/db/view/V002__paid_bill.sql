-- What fell due up to this day is paid: a plan does not owe it any more.
alter table bill add column paid_through date;
