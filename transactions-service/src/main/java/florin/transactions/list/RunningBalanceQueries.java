package florin.transactions.list;

import florin.events.CurrencyCode;
import florin.events.DayEndBalances;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * The balance of an account after a row: that of the end of its day ({@link DayEndBalances}) less
 * the later rows of the day that move it, in the order of their ids.
 */
final class RunningBalanceQueries {

  static final String OF =
      """
      with recursive wanted as materialized (
        select distinct coalesce(a.merged_into, a.id) as account_id, k.currency, k.date
        from unnest(:accounts::uuid[], :currencies::text[], :dates::date[]) as k (account_id, currency, date)
        join mirror.account a on a.user_id = :user and a.id = k.account_id),
      point as materialized (
        select distinct date from wanted),
      member as materialized (
        select a.id as member_id, s.id as account_id, a.linked, (s.closed_at at time zone :zone)::date as closed_on
        from mirror.account a
        join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
        where a.user_id = :user and s.id = any(select account_id from wanted)),
      observation as not materialized (
        select account_id, currency, observed_at, source, current_amount as current, null::numeric as available,
          null::numeric as credit_limit, recorded_at
        from mirror.balance where user_id = :user),
      total as not materialized (
        select account_id, currency, date, amount, entries, bank_amount, bank_entries
        from day_total where user_id = :user),
      posted as not materialized (
        select t.id, t.account_id, t.currency, t.date, t.amount, t.source = 'provider' as bank,
          t.description as text, r.recorded_at, t.version > 0 as preferred
        from transaction t
        left join recording r on r.user_id = t.user_id and r.transaction_id = t.id
        where t.user_id = :user and not t.pending and t.removed_by is null),
      """
          + DayEndBalances.SQL
          + """
          , known as materialized (
            select account_id, currency, date, balance from history where balance is not null),
          moved as (
            select x.id, w.account_id, w.currency, w.date,
              case when (s.bank and not x.bank) or exists (select from twin v where v.id = x.id) then 0
                else x.amount end as amount
            from wanted w
            join member m on m.account_id = w.account_id
            join series s on s.account_id = w.account_id and s.currency = w.currency
            join posted x on x.account_id = m.member_id and x.currency = w.currency and x.date = w.date)
          select m.id, m.currency,
            h.balance - sum(m.amount) over (partition by m.account_id, m.currency, m.date)
              + sum(m.amount) over (partition by m.account_id, m.currency, m.date order by m.id) as amount
          from moved m
          join known h on h.account_id = m.account_id and h.currency = m.currency and h.date = m.date
          """;

  /** The same for one row, which is read by the statement itself. */
  private static final String OF_ONE =
      OF.replace(
              "from unnest(:accounts::uuid[], :currencies::text[], :dates::date[]) as k"
                  + " (account_id, currency, date)",
              "from (select account_id, currency, date from transaction where user_id = :user and"
                  + " id = :id and not pending and removed_by is null) k")
          .replace(
              ":zone",
              "coalesce((select time_zone from mirror.settings where user_id = :user), 'UTC')");

  private RunningBalanceQueries() {}

  /** That of one row, if it is booked and its balance known. */
  static Mono<Map<UUID, Money>> of(Session session, UUID user, UUID id) {
    return balances(session.sql(OF_ONE).bind("user", user).bind("id", id));
  }

  /** By transaction; those that are not booked, and those of an unknown balance, have none. */
  static Mono<Map<UUID, Money>> of(
      Session session, UUID user, String zone, List<TransactionResponse> page) {
    List<TransactionResponse> booked = page.stream().filter(TransactionResponse::booked).toList();
    if (booked.isEmpty()) {
      return Mono.just(Map.of());
    }
    return balances(
        session
            .sql(OF)
            .bind("user", user)
            .bind("zone", zone)
            .bind(
                "accounts",
                booked.stream().map(TransactionResponse::accountId).toArray(UUID[]::new))
            .bind(
                "currencies",
                booked.stream().map(row -> row.amount().currency().code()).toArray(String[]::new))
            .bind(
                "dates", booked.stream().map(TransactionResponse::date).toArray(LocalDate[]::new)));
  }

  private static Mono<Map<UUID, Money>> balances(GenericExecuteSpec statement) {
    return statement
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
