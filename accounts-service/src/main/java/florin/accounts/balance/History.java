package florin.accounts.balance;

/**
 * Balances of days, from what was observed and from the sums of the posted transactions.
 *
 * <p>A day that was observed has the balance that was said last on it, the bank's before the
 * user's. Every other day is derived: forwards from the observation before it, and backwards from
 * the first one. With {@code cum} the running sum of the days' totals, an observation says {@code
 * base = observed − cum}; the balance of a day is its {@code cum} and the base that is in force
 * there, and the step from one base to the next is what no transaction explains.
 *
 * <p>Only days from the observation before the first point on are read. An account opened by hand
 * of which nobody ever said a balance began with nothing. No balance is known before the first
 * observation and the first transaction, and none counts from the day on which the account closed.
 * What was merged counts for its survivor.
 */
final class History {

  /**
   * Gives {@code history (account_id, currency, date, balance, source, observed_at, available,
   * credit_limit, unexplained)}, a row per account, currency and point. Parameters: {@code user},
   * {@code zone}, {@code points} as an array, {@code account} or null for all.
   */
  static final String SQL =
      """
      with recursive point as materialized (
        select date from unnest(:points::date[]) as p (date)),
      span as materialized (
        select min(date) as first, max(date) as last,
          min(date)::timestamp at time zone :zone as first_at from point),
      member as materialized (
        select a.account_id as member_id, s.account_id, s.connection_id is null as manual,
          (s.closed_at at time zone :zone)::date as closed_on
        from account a
        left join account_merge m on m.user_id = a.user_id and m.account_id = a.account_id
        join account s on s.user_id = a.user_id
          and s.account_id = coalesce(m.survivor_id, a.account_id)
        where a.user_id = :user
          and (:account::uuid is null or s.account_id = coalesce((
            select w.survivor_id from account_merge w
            where w.user_id = :user and w.account_id = :account::uuid), :account::uuid))),
      counted as (
        select m.member_id, (
          select min(t.currency) from mirror.day_total t
          where t.user_id = :user and t.account_id = m.member_id) as currency
        from member m
        union all
        select c.member_id, (
          select min(t.currency) from mirror.day_total t
          where t.user_id = :user and t.account_id = c.member_id and t.currency > c.currency)
        from counted c where c.currency is not null),
      said as (
        select m.member_id, (
          select min(b.currency) from balance b
          where b.user_id = :user and b.account_id = m.member_id and b.current is not null) as currency
        from member m
        union all
        select s.member_id, (
          select min(b.currency) from balance b
          where b.user_id = :user and b.account_id = s.member_id and b.current is not null
            and b.currency > s.currency)
        from said s where s.currency is not null),
      part as materialized (
        select m.member_id, m.account_id, m.manual, m.closed_on, c.currency, t.first_moved,
          o.first_said, o.said_before, o.said_after
        from member m
        join (select member_id, currency from counted union select member_id, currency from said) c
          on c.member_id = m.member_id and c.currency is not null
        cross join span r
        cross join lateral (
          select min(t.date) as first_moved from mirror.day_total t
          where t.user_id = :user and t.account_id = m.member_id and t.currency = c.currency
            and t.transactions > 0) t
        cross join lateral (
          select (
              select min(b.observed_at) from balance b
              where b.user_id = :user and b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null) as first_said, (
              select max(b.observed_at) from balance b
              where b.user_id = :user and b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null and b.observed_at < r.first_at) as said_before, (
              select min(b.observed_at) from balance b
              where b.user_id = :user and b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null and b.observed_at >= r.first_at) as said_after) o),
      series as materialized (
        select p.account_id, p.currency, bool_and(p.manual) and min(p.first_said) is null as from_zero,
          min(p.closed_on) as closed_on,
          least(min(p.first_moved), (min(p.first_said) at time zone :zone)::date) as known_from,
          case
            when min(p.first_said) is null then min(p.first_moved)
            else coalesce((max(p.said_before) at time zone :zone)::date, r.first)
          end as low,
          case
            when max(p.said_before) is null
            then greatest(r.last, (min(p.said_after) at time zone :zone)::date)
            else r.last
          end as high
        from part p cross join span r
        group by p.account_id, p.currency, r.first, r.last),
      observed as (
        select distinct on (s.account_id, s.currency, date) s.account_id, s.currency,
          (b.observed_at at time zone :zone)::date as date, b.current, b.source, b.observed_at,
          b.available, b.credit_limit
        from series s
        join part p on p.account_id = s.account_id and p.currency = s.currency
        join balance b on b.user_id = :user and b.account_id = p.member_id
          and b.currency = s.currency and b.current is not null
          and b.observed_at >= s.low::timestamp at time zone :zone
          and b.observed_at < (s.high + 1)::timestamp at time zone :zone
        order by s.account_id, s.currency, date, (b.source = 'provider') desc, b.observed_at desc,
          (p.member_id = p.account_id) desc, b.source, p.member_id),
      entry as (
        select s.account_id, s.currency, t.date, t.amount as total, null::numeric as current,
          null::text as source, null::timestamptz as observed_at, null::numeric as available,
          null::numeric as credit_limit, false as asked
        from series s
        join part p on p.account_id = s.account_id and p.currency = s.currency
        join mirror.day_total t on t.user_id = :user and t.account_id = p.member_id
          and t.currency = s.currency and t.date between s.low and s.high
        union all
        select account_id, currency, date, 0, current, source, observed_at, available, credit_limit,
          false
        from observed
        union all
        select s.account_id, s.currency, p.date, 0, null, null, null, null, null, true
        from series s
        join point p on p.date >= s.known_from and (s.closed_on is null or p.date < s.closed_on)),
      day as (
        select account_id, currency, date, sum(total) as total, max(current) as current,
          max(source) as source, max(observed_at) as observed_at, max(available) as available,
          max(credit_limit) as credit_limit, bool_or(asked) as asked
        from entry
        group by account_id, currency, date),
      summed as (
        select *, sum(total) over through as cum, count(current) over through as said
        from day
        window through as (partition by account_id, currency order by date)),
      based as (
        select *, max(current - cum) over (partition by account_id, currency, said) as base
        from summed),
      stepped as (
        select *, lag(base) over (partition by account_id, currency order by date) as base_before,
          max(base) filter (where said = 1) over (partition by account_id, currency) as first_base
        from based),
      history as (
        select d.account_id, d.currency, d.date, d.source, d.observed_at, d.available, d.credit_limit,
          d.cum + case
            when d.said > 0 then d.base
            when s.from_zero then 0
            else d.first_base
          end as balance,
          case when d.current is not null and d.said > 1 then d.base - d.base_before end as unexplained
        from stepped d
        join series s on s.account_id = d.account_id and s.currency = d.currency
        where d.asked)
      """;

  private History() {}
}
