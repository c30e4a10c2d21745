-- The sum of a day may have more digits than one amount: two of 999999999999999999 must not stop an intake.
alter table day_total alter column amount type numeric(38, 10);
