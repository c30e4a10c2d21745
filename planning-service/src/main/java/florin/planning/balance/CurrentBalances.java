package florin.planning.balance;

import florin.events.CurrencyCode;
import florin.events.DayEndBalances;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the balances that accounts have at the end of the user's today, in their own currency. */
@Component
public final class CurrentBalances {

  // Rows before the last statement of a balance are covered by it, whatever the time zone.
  static final String CURRENT =
      """
      with recursive point as materialized (
        select :today::date as date),
      member as materialized (
        select l.account_id as member_id, s.account_id, l.linked, (s.closed_at at time zone :zone)::date as closed_on
        from mirror.account_link l
        join mirror.account_link s on s.user_id = l.user_id and s.account_id = coalesce(l.merged_into, l.account_id)
        where l.user_id = :user),
      observation as not materialized (
        select o.account_id, o.currency, o.observed_at, o.source, o.current_amount as current,
          null::numeric as available, null::numeric as credit_limit, o.recorded_at
        from mirror.statement o
        where o.user_id = :user),
      covered as materialized (
        select a.account_id, a.currency, coalesce((
          select (max(o.observed_at) at time zone 'UTC')::date - 2 from mirror.statement o
          where o.user_id = a.user_id and o.account_id = a.account_id and o.currency = a.currency
            and o.current_amount is not null), '-infinity'::date) as before
        from mirror.account a where a.user_id = :user),
      posted as materialized (
        select t.transaction_id as id, t.account_id, t.currency, t.date, t.amount, t.bank, t.description as text,
          t.recorded_at, false as preferred
        from covered c
        join mirror.transaction t
          on t.user_id = :user and t.account_id = c.account_id and t.currency = c.currency and t.date > c.before
            and t.date <= :today::date
        where not t.pending and not t.removed),
      total as materialized (
        select account_id, currency, date, sum(amount) as amount, count(*) as entries,
          coalesce(sum(amount) filter (where bank), 0) as bank_amount, count(*) filter (where bank) as bank_entries
        from posted
        group by account_id, currency, date),
      """
          + DayEndBalances.SQL
          + """
          select m.member_id, h.currency, h.balance
          from history h
          join member m on m.account_id = h.account_id
          join mirror.account a on a.user_id = :user and a.account_id = h.account_id and a.currency = h.currency
          where h.balance is not null
          """;

  /** By account; a merged account has its survivor's, one of unknown balance is absent. */
  public Mono<Map<UUID, Money>> all(Session session, UUID user, LocalDate today, ZoneId zone) {
    return session
        .sql(CURRENT)
        .bind("user", user)
        .bind("today", today)
        .bind("zone", zone.getId())
        .map(
            row ->
                Map.entry(
                    Columns.uuid(row, "member_id"),
                    new Money(
                        Columns.decimal(row, "balance"),
                        new CurrencyCode(Columns.text(row, "currency")))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
