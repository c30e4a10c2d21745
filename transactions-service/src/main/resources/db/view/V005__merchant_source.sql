-- A merchant that only entries by hand name is not the provider's.
alter table merchant drop constraint merchant_source_check;
alter table merchant add constraint merchant_source_check check (source in ('provider', 'manual', 'user'));
-- The owner sees no row under forced row-level security.
alter table merchant no force row level security;
alter table transaction no force row level security;
update merchant m
set source = 'manual'
from (
  select user_id, provider_merchant_id as id, bool_or(source = 'provider') as provided
  from transaction
  where provider_merchant_id is not null
  group by user_id, provider_merchant_id
) e
where m.user_id = e.user_id and m.id = e.id and m.source = 'provider' and not e.provided;
alter table transaction force row level security;
alter table merchant force row level security;
