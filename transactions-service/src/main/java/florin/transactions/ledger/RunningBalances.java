package florin.transactions.ledger;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The sum of everything booked on an account up to and with a row, in the order of date and id:
 * over all posted rows, whatever the list it appears in shows.
 */
final class RunningBalances {

  // Days before come as totals, rows only of the days asked for.
  static final String OF =
      """
      with wanted as (
        select distinct account_id, currency, date
        from unnest(:accounts::uuid[], :currencies::text[], :dates::date[]) as k (account_id, currency, date)
      ), span as (
        select account_id, currency, min(date) as first, max(date) as last from wanted group by account_id, currency
      ), base as (
        select s.account_id, s.currency, s.first, s.last, coalesce((
          select sum(d.amount) from day_total d
          where d.user_id = :user and d.account_id = s.account_id and d.currency = s.currency and d.date < s.first
        ), 0) as amount
        from span s
      ), opening as (
        select b.account_id, b.currency, d.date,
          b.amount + sum(d.amount) over (partition by b.account_id, b.currency order by d.date) - d.amount as amount
        from base b
        join day_total d on d.user_id = :user and d.account_id = b.account_id and d.currency = b.currency
          and d.date between b.first and b.last
      )
      select x.id, x.currency,
        o.amount + sum(x.amount) over (partition by x.account_id, x.currency, x.date order by x.id) as amount
      from wanted w
      join opening o using (account_id, currency, date)
      join transaction x on x.user_id = :user and x.account_id = w.account_id and x.date = w.date
        and x.currency = w.currency
      where not x.pending and x.removed_by is null
      """;

  private RunningBalances() {}

  /** By transaction; those that are not booked have none. */
  static Mono<Map<UUID, Money>> of(Session session, UUID user, List<TransactionRow> page) {
    List<TransactionRow> booked = page.stream().filter(TransactionRow::booked).toList();
    if (booked.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(OF)
        .bind("user", user)
        .bind("accounts", booked.stream().map(TransactionRow::accountId).toArray(UUID[]::new))
        .bind(
            "currencies",
            booked.stream().map(row -> row.amount().currency().code()).toArray(String[]::new))
        .bind("dates", booked.stream().map(TransactionRow::date).toArray(LocalDate[]::new))
        .map(
            row ->
                Map.entry(
                    Columns.uuid(row, "id"),
                    new Money(
                        Columns.decimal(row, "amount"),
                        new CurrencyCode(Columns.text(row, "currency")))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
