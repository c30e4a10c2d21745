package florin.planning.mirror.statement;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Table {@code mirror.statement}: the balances that were stated and not withdrawn. */
final class StatementMirror {

  private static final String UPSERT =
      """
      insert into statement as b (user_id, account_id, observed_at, source, currency, current_amount, recorded_at)
      select r.user_id, r.account_id, r.observed_at, r.source, r.currency, r.current_amount, r.recorded_at
      from unnest(:users::uuid[], :accounts::uuid[], :observedAts::timestamptz[], :sources::text[],
          :currencies::text[], :currents::numeric[], :recordedAts::timestamptz[])
        as r (user_id, account_id, observed_at, source, currency, current_amount, recorded_at)
      order by r.user_id, r.account_id, r.observed_at, r.source
      on conflict (user_id, account_id, observed_at, source) do update
      set currency = excluded.currency, current_amount = excluded.current_amount,
          recorded_at = excluded.recorded_at
      where (b.currency, b.current_amount, b.recorded_at) is distinct from
        (excluded.currency, excluded.current_amount, excluded.recorded_at)
      """;

  private static final String WITHDRAW =
      """
      delete from statement b
      using unnest(:users::uuid[], :accounts::uuid[], :observedAts::timestamptz[], :sources::text[])
        as r (user_id, account_id, observed_at, source)
      where b.user_id = r.user_id and b.account_id = r.account_id and b.observed_at = r.observed_at
        and b.source = r.source
      """;

  private StatementMirror() {}

  private record Key(UUID account, Instant observedAt, String source) {}

  /**
   * A balance as it was stated.
   *
   * @param currency null for one that was withdrawn
   */
  record Stated(
      UUID user,
      UUID account,
      Instant observedAt,
      String source,
      @Nullable String currency,
      @Nullable BigDecimal current,
      @Nullable Instant recordedAt) {

    static Stated withdrawn(UUID user, UUID account, Instant observedAt) {
      return new Stated(user, account, observedAt, "manual", null, null, null);
    }

    private Key key() {
      return new Key(account, observedAt, source);
    }
  }

  static Mono<Void> apply(Session session, List<Stated> stated) {
    Map<Key, Stated> last = new LinkedHashMap<>();
    stated.forEach(one -> last.put(one.key(), one));
    return upsert(session, last.values().stream().filter(one -> one.currency != null).toList())
        .then(
            Mono.defer(
                () ->
                    withdraw(
                        session,
                        last.values().stream().filter(one -> one.currency == null).toList())));
  }

  private static Mono<Void> upsert(Session session, List<Stated> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : keyed(session, UPSERT, rows)
            .bind("currencies", UnnestColumns.column(rows, String.class, Stated::currency))
            .bind("currents", UnnestColumns.column(rows, BigDecimal.class, Stated::current))
            .bind("recordedAts", UnnestColumns.column(rows, Instant.class, Stated::recordedAt))
            .then();
  }

  private static Mono<Void> withdraw(Session session, List<Stated> rows) {
    return rows.isEmpty() ? Mono.empty() : keyed(session, WITHDRAW, rows).then();
  }

  private static GenericExecuteSpec keyed(
      Session session, String statement, Collection<Stated> rows) {
    List<Stated> all = List.copyOf(rows);
    return session
        .sql(statement)
        .bind("users", UnnestColumns.column(all, UUID.class, Stated::user))
        .bind("accounts", UnnestColumns.column(all, UUID.class, Stated::account))
        .bind("observedAts", UnnestColumns.column(all, Instant.class, Stated::observedAt))
        .bind("sources", UnnestColumns.column(all, String.class, Stated::source));
  }
}
