package florin.transactions.recurring.detection;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Table {@code work.recurring_hint}. */
public final class RecurringHints {

  private static final String STORE =
      """
      insert into work.recurring_hint as h (user_id, connection_id, external_id, frequency, active, transactions)
      select r.user_id, r.connection_id, r.external_id, r.frequency, r.active, string_to_array(r.transactions, E'\\n')
      from unnest(:users::uuid[], :connections::uuid[], :externals::text[], :frequencies::text[], :actives::boolean[],
          :transactions::text[])
        as r (user_id, connection_id, external_id, frequency, active, transactions)
      order by r.user_id, r.connection_id, r.external_id
      on conflict (user_id, connection_id, external_id) do update
      set frequency = excluded.frequency, active = excluded.active, transactions = excluded.transactions
      where (h.frequency, h.active, h.transactions)
        is distinct from (excluded.frequency, excluded.active, excluded.transactions)
      """;

  private static final String HINTED =
      """
      select distinct on (x.transaction_id) x.transaction_id, h.frequency
      from work.recurring_hint h
      join transaction_external x
        on x.user_id = h.user_id and x.connection_id = h.connection_id and x.external_id = any(h.transactions)
      where h.user_id = :user and h.active and x.transaction_id = any(:ids)
      order by x.transaction_id, h.external_id
      """;

  private static final String TRANSACTIONS =
      """
      select x.transaction_id
      from transaction_external x
      join unnest(:connections::uuid[], :externals::text[]) as r (connection_id, external_id)
        on r.connection_id = x.connection_id and r.external_id = x.external_id
      where x.user_id = :user
      """;

  private record Key(UUID user, UUID connection, String externalId) {}

  private RecurringHints() {}

  /** Stores the latest hint of each stream. */
  public static Mono<Void> store(Session session, Collection<RecurringHint> hints) {
    Map<Key, RecurringHint> last = new LinkedHashMap<>();
    hints.forEach(
        hint -> last.put(new Key(hint.user(), hint.connection(), hint.externalId()), hint));
    List<RecurringHint> rows =
        last.values().stream().sorted(Comparator.comparing(RecurringHint::externalId)).toList();
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(STORE)
            .bind("users", UnnestColumns.column(rows, UUID.class, RecurringHint::user))
            .bind("connections", UnnestColumns.column(rows, UUID.class, RecurringHint::connection))
            .bind("externals", UnnestColumns.column(rows, String.class, RecurringHint::externalId))
            .bind("frequencies", UnnestColumns.column(rows, String.class, RecurringHint::frequency))
            .bind("actives", UnnestColumns.column(rows, Boolean.class, RecurringHint::active))
            .bind(
                "transactions",
                UnnestColumns.column(
                    rows, String.class, hint -> String.join("\n", hint.transactions())))
            .then();
  }

  /** The transactions of a user that hints name. */
  static Mono<List<UUID>> transactions(
      Session session, UUID user, Collection<RecurringHint> hints) {
    List<RecurringHint> own = hints.stream().filter(hint -> hint.user().equals(user)).toList();
    return session
        .sql(TRANSACTIONS)
        .bind("user", user)
        .bind(
            "connections",
            own.stream()
                .flatMap(hint -> hint.transactions().stream().map(_ -> hint.connection()))
                .toArray(UUID[]::new))
        .bind(
            "externals",
            own.stream().flatMap(hint -> hint.transactions().stream()).toArray(String[]::new))
        .map(row -> Columns.uuid(row, "transaction_id"))
        .all()
        .collectList();
  }

  /** Of these transactions those that a provider takes for recurring, with the frequency. */
  static Mono<Map<UUID, String>> hinted(Session session, UUID user, Collection<UUID> ids) {
    return Flux.defer(
            () ->
                session
                    .sql(HINTED)
                    .bind("user", user)
                    .bind("ids", ids.toArray(UUID[]::new))
                    .map(
                        row ->
                            Map.entry(
                                Columns.uuid(row, "transaction_id"),
                                Columns.text(row, "frequency")))
                    .all())
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
