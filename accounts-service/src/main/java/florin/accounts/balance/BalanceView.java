package florin.accounts.balance;

import florin.accounts.account.AccountEvent;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.events.Money;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code balance}: one row per account, moment and source. */
@Component
@Order(3)
class BalanceView implements Projection {

  private static final String UPSERT =
      """
      insert into balance (account_id, observed_at, source, user_id, currency, current, available,
          credit_limit, stream_version, version, at)
      select * from unnest(:accounts::uuid[], :observedAts::timestamptz[], :sources::text[],
          :users::uuid[], :currencies::text[], :currents::numeric[], :availables::numeric[],
          :creditLimits::numeric[], :streamVersions::int[], :versions::int[],
          :ats::timestamptz[]) as b (account_id, observed_at, source)
      order by b.account_id, b.observed_at, b.source
      on conflict (account_id, observed_at, source) do update set
        currency = excluded.currency, current = excluded.current,
        available = excluded.available, credit_limit = excluded.credit_limit,
        stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
      where balance.stream_version < excluded.stream_version
      """;

  private static final String WITHDRAW =
      """
      delete from balance b
      using unnest(:users::uuid[], :accounts::uuid[], :observedAts::timestamptz[], :sources::text[])
        as w (user_id, account_id, observed_at, source)
      where b.user_id = w.user_id and b.account_id = w.account_id
        and b.observed_at = w.observed_at and b.source = w.source
      """;

  private record Key(UUID account, Instant observedAt, BalanceObservation.Source source) {}

  /**
   * The changes of a batch to one balance.
   *
   * @param balance null if it was taken back
   */
  private record Row(Key key, @Nullable Balance balance, PendingEvent last) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<Key, Row> rows = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof AccountEvent event) {
        row(event, pending).ifPresent(row -> rows.put(row.key(), row));
      }
    }
    List<Row> gone = rows.values().stream().filter(row -> row.balance() == null).toList();
    List<Row> said = rows.values().stream().filter(row -> row.balance() != null).toList();
    return withdraw(session, gone).then(Mono.defer(() -> upsert(session, said)));
  }

  private static Optional<Row> row(AccountEvent event, PendingEvent pending) {
    return switch (event) {
      case AccountEvent.BalanceObserved e ->
          Optional.of(
              new Row(
                  new Key(e.account(), e.observation().observedAt(), e.observation().source()),
                  e.observation().balance(),
                  pending));
      case AccountEvent.BalanceWithdrawn e ->
          Optional.of(
              new Row(
                  new Key(e.account(), e.observedAt(), BalanceObservation.Source.MANUAL),
                  null,
                  pending));
      case AccountEvent.Opened _,
          AccountEvent.Revised _,
          AccountEvent.Renamed _,
          AccountEvent.Hidden _,
          AccountEvent.Shown _,
          AccountEvent.Closed _,
          AccountEvent.Reopened _,
          AccountEvent.MergeProposed _,
          AccountEvent.Classified _,
          AccountEvent.MergeDismissed _,
          AccountEvent.MergeReconsidered _ ->
          Optional.empty();
    };
  }

  private static Mono<Void> withdraw(Session session, List<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(WITHDRAW)
            .bind("accounts", UnnestColumns.column(rows, UUID.class, r -> r.key().account()))
            .bind("observedAts", instants(rows, r -> r.key().observedAt()))
            .bind(
                "sources",
                UnnestColumns.column(rows, String.class, r -> r.key().source().wireName()))
            .bind("users", UnnestColumns.column(rows, UUID.class, r -> r.last().stream().user()))
            .then();
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return UnnestColumns.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("accounts", UnnestColumns.column(rows, UUID.class, r -> r.key().account()))
        .bind("observedAts", instants(rows, r -> r.key().observedAt()))
        .bind("sources", UnnestColumns.column(rows, String.class, r -> r.key().source().wireName()))
        .bind(
            "currencies", UnnestColumns.column(rows, String.class, r -> said(r).currency().code()))
        .bind("currents", amounts(rows, Balance::current))
        .bind("availables", amounts(rows, Balance::available))
        .bind("creditLimits", amounts(rows, Balance::creditLimit))
        .then();
  }

  private static Balance said(Row row) {
    return Objects.requireNonNull(row.balance());
  }

  private static String amounts(List<Row> rows, Function<Balance, Optional<Money>> field) {
    return UnnestColumns.column(
        rows, BigDecimal.class, row -> field.apply(said(row)).map(Money::amount).orElse(null));
  }

  private static String instants(List<Row> rows, Function<Row, Instant> value) {
    return UnnestColumns.column(
        rows, OffsetDateTime.class, row -> value.apply(row).atOffset(ZoneOffset.UTC));
  }
}
