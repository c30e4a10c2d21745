package florin.events;

/**
 * The balance of an account at the end of a day: the one definition, as SQL, that every service
 * runs over its own copy of the same events.
 *
 * <p>An <em>anchor</em> is a balance that was stated for a day: observed by the bank, entered by
 * hand, the opening balance, or the sum of the holdings of an investment account of which the bank
 * states no balance. If a day has several, the bank's goes before the others, and of those of one
 * source the one recorded last counts.
 *
 * <ul>
 *   <li>A <em>bank-kept</em> account has at least one balance from its bank. The newest of these is
 *       the balance from its day on, whatever rows or statements by hand come later. Only the
 *       bank's rows move the balance of other days.
 *   <li>Any other account is <em>hand-kept</em>. An anchor of day D, recorded at instant R, covers
 *       the rows dated before D, and those dated D that were recorded no later than R. Rows dated D
 *       and recorded after R, and rows dated after D, are added to it.
 *   <li>Days between two anchors are derived forward from the earlier one; each anchor is met
 *       exactly, and the difference that no row explains is shown on the anchor's day. Days before
 *       the first anchor are derived backward from it, down to the first row.
 *   <li>A hand-kept account without an anchor begins with zero before its first row.
 *   <li>Pending and removed rows move nothing. A closed account has no balance from the day of its
 *       closing on. An unknown balance is null, not zero.
 *   <li>Merged accounts are one account. Rows of its members that agree in day, amount, text and
 *       occurrence of the day are one row.
 * </ul>
 */
public final class DayEndBalances {

  /**
   * Common table expressions that go after those of the service, inside {@code with recursive}, and
   * end with {@code history (account_id, currency, date, balance, source, observed_at, available,
   * credit_limit, unexplained)}: a row per account, currency and point.
   *
   * <p>Parameter {@code zone} is the user's time zone. The service provides:
   *
   * <ul>
   *   <li>{@code point (date)}: the days wanted
   *   <li>{@code member (member_id, account_id, linked, closed_on)}: every account and the one it
   *       is merged into, or itself; whether a bank keeps the member; when the survivor closed
   *   <li>{@code observation (account_id, currency, observed_at, source, current, available,
   *       credit_limit, recorded_at)}: balances as they were stated
   *   <li>{@code total (account_id, currency, date, amount, entries, bank_amount, bank_entries)}:
   *       sums of the rows that are posted and not removed, of all and of the bank's
   *   <li>{@code posted (id, account_id, currency, date, amount, bank, text, recorded_at,
   *       preferred)}: those rows themselves; of equal rows of merged accounts a preferred one is
   *       shown, which changes no balance
   * </ul>
   */
  public static final String SQL =
      """
      span as materialized (
        select min(date) as first, max(date) as last,
          min(date)::timestamp at time zone :zone as first_at from point),
      counted as (
        select m.member_id, (
          select min(t.currency) from total t where t.account_id = m.member_id) as currency
        from member m
        union all
        select c.member_id, (
          select min(t.currency) from total t
          where t.account_id = c.member_id and t.currency > c.currency)
        from counted c where c.currency is not null),
      said as (
        select m.member_id, (
          select min(b.currency) from observation b
          where b.account_id = m.member_id and b.current is not null) as currency
        from member m
        union all
        select s.member_id, (
          select min(b.currency) from observation b
          where b.account_id = s.member_id and b.current is not null and b.currency > s.currency)
        from said s where s.currency is not null),
      part as materialized (
        select m.member_id, m.account_id, m.linked, m.closed_on, c.currency, t.first_moved,
          t.first_booked, o.first_said, o.said_before, o.said_after, o.bank_last
        from member m
        join (select member_id, currency from counted union select member_id, currency from said) c
          on c.member_id = m.member_id and c.currency is not null
        cross join span r
        cross join lateral (
          select (
              select min(t.date) from total t
              where t.account_id = m.member_id and t.currency = c.currency
                and t.entries > 0) as first_moved, (
              select min(t.date) from total t
              where t.account_id = m.member_id and t.currency = c.currency
                and t.bank_entries > 0) as first_booked) t
        cross join lateral (
          select (
              select min(b.observed_at) from observation b
              where b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null) as first_said, (
              select max(b.observed_at) from observation b
              where b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null and b.observed_at < r.first_at) as said_before, (
              select min(b.observed_at) from observation b
              where b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null and b.observed_at >= r.first_at) as said_after, (
              select b.observed_at from observation b
              where b.account_id = m.member_id and b.currency = c.currency
                and b.current is not null and b.source = 'provider'
              order by b.observed_at desc limit 1) as bank_last) o),
      kept as materialized (
        select p.account_id, p.currency, max(p.bank_last) as bank_last, count(*) > 1 as merged,
          not bool_or(p.linked) and min(p.first_said) is null as from_zero,
          min(p.closed_on) as closed_on, min(p.first_said) as first_said,
          case when max(p.bank_last) is null then min(p.first_moved) else min(p.first_booked) end
            as first_moved,
          case
            when max(p.said_before) is not null then least(max(p.said_before), max(p.bank_last))
          end as said_before,
          min(p.said_after) as said_after
        from part p
        group by p.account_id, p.currency),
      series as materialized (
        select k.account_id, k.currency, k.bank_last, k.bank_last is not null as bank, k.merged,
          k.first_said is null as unsaid,
          (k.bank_last at time zone :zone)::date as bank_day, k.from_zero, k.closed_on,
          least(k.first_moved, (k.first_said at time zone :zone)::date) as known_from,
          case
            when k.first_said is null then k.first_moved
            else coalesce((k.said_before at time zone :zone)::date, r.first)
          end as low,
          case
            when k.said_before is null
            then greatest(r.last, (k.said_after at time zone :zone)::date)
            else r.last
          end as high
        from kept k cross join span r),
      stated as (
        select distinct on (s.account_id, s.currency, date) s.account_id, s.currency, s.bank,
          (b.observed_at at time zone :zone)::date as date, b.current, b.source, b.observed_at,
          b.recorded_at, b.available, b.credit_limit
        from series s
        join part p on p.account_id = s.account_id and p.currency = s.currency
        join observation b on b.account_id = p.member_id
          and b.currency = s.currency and b.current is not null
          and b.observed_at >= s.low::timestamp at time zone :zone
          and b.observed_at < (s.high + 1)::timestamp at time zone :zone
          and (s.bank_last is null or b.source = 'provider' or b.observed_at <= s.bank_last)
        order by s.account_id, s.currency, date, (b.source = 'provider') desc, b.recorded_at desc,
          b.observed_at desc, (p.member_id = p.account_id) desc, b.source, p.member_id),
      twin as materialized (
        select w.id, w.account_id, w.currency, w.date, w.amount, w.bank
        from (
          select n.*, row_number() over (
              partition by account_id, currency, date, amount, text, occurrence
              order by bank desc, preferred desc, member_id <> account_id, member_id) as place
          from (
            select x.id, p.account_id, p.member_id, p.currency, x.date, x.amount, x.bank, x.text,
              x.preferred,
              row_number() over (
                partition by p.member_id, p.currency, x.date, x.amount, x.text order by x.id)
                as occurrence
            from series s
            join part p on p.account_id = s.account_id and p.currency = s.currency
            join posted x on x.account_id = p.member_id and x.currency = p.currency
              and x.date between s.low and s.high
            where s.merged) n) w
        where w.place > 1),
      late as (
        select a.account_id, a.currency, a.date, sum(x.amount) as amount
        from stated a
        join part p on p.account_id = a.account_id and p.currency = a.currency
        join posted x on x.account_id = p.member_id and x.currency = p.currency
          and x.date = a.date and x.recorded_at > a.recorded_at
        where not a.bank and not exists (select from twin w where w.id = x.id)
        group by a.account_id, a.currency, a.date),
      entry as (
        -- Without an anchor, the days before the first one wanted are one sum.
        select s.account_id, s.currency,
          case when s.unsaid then greatest(t.date, r.first) else t.date end as date,
          case when s.bank then t.bank_amount else t.amount end as total,
          null::numeric as current, null::text as source, null::timestamptz as observed_at,
          null::numeric as available, null::numeric as credit_limit, false as asked
        from series s
        join part p on p.account_id = s.account_id and p.currency = s.currency
        join total t on t.account_id = p.member_id and t.currency = s.currency
          and t.date between s.low and s.high
        cross join span r
        where s.bank_day is null or t.date <= s.bank_day
        union all
        select s.account_id, s.currency, w.date, -w.amount, null, null, null, null, null, false
        from twin w
        join series s on s.account_id = w.account_id and s.currency = w.currency
        where s.bank_day is null or (w.bank and w.date <= s.bank_day)
        union all
        select a.account_id, a.currency, a.date, 0, a.current + coalesce(l.amount, 0),
          case when l.amount is null then a.source end,
          case when l.amount is null then a.observed_at end, a.available, a.credit_limit, false
        from stated a
        left join late l
          on l.account_id = a.account_id and l.currency = a.currency and l.date = a.date
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

  private DayEndBalances() {}
}
