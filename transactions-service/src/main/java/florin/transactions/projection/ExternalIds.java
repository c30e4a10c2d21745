package florin.transactions.projection;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.TransactionEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The transaction of each provider id, and the hash of the provider's last fact about it. */
@Component
@Order(2)
public class ExternalIds implements Projection {

  private static final String FIND =
      """
      select k.user_id, k.connection_id, k.external_id, x.transaction_id, x.hash
      from unnest(:users::uuid[], :connections::uuid[], :externals::text[]) as k (user_id, connection_id, external_id)
      join transaction_external x using (user_id, connection_id, external_id)
      """;

  private static final String UPSERT =
      """
      insert into transaction_external as x (user_id, connection_id, external_id, transaction_id, hash)
      select * from unnest(:users::uuid[], :connections::uuid[], :externals::text[], :transactions::uuid[], :hashes::text[])
      on conflict (user_id, connection_id, external_id) do update
      set transaction_id = excluded.transaction_id, hash = excluded.hash
      where (x.transaction_id, x.hash) is distinct from (excluded.transaction_id, excluded.hash)
      """;

  /** A provider's id, unique per user and connection. */
  public record Key(UUID user, UUID connection, String external) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byUser = Ids.ORDER.compare(user, other.user);
      int byConnection = byUser != 0 ? byUser : Ids.ORDER.compare(connection, other.connection);
      return byConnection != 0 ? byConnection : external.compareTo(other.external);
    }
  }

  /**
   * The transaction of a key.
   *
   * @param hash of the provider's last fact; empty for a superseded id and after a removal by the
   *     provider
   */
  public record ExternalIdTarget(UUID transaction, Optional<String> hash) {}

  /** All known meanings of these keys, with one query. */
  public static Mono<Map<Key, ExternalIdTarget>> find(Session session, Collection<Key> keys) {
    if (keys.isEmpty()) {
      return Mono.just(Map.of());
    }
    List<Key> sorted = keys.stream().sorted().toList();
    return session
        .sql(FIND)
        .bind("users", UnnestColumns.column(sorted, UUID.class, Key::user))
        .bind("connections", UnnestColumns.column(sorted, UUID.class, Key::connection))
        .bind("externals", UnnestColumns.column(sorted, String.class, Key::external))
        .map(
            row ->
                Map.entry(
                    new Key(
                        Columns.uuid(row, "user_id"),
                        Columns.uuid(row, "connection_id"),
                        Columns.text(row, "external_id")),
                    new ExternalIdTarget(
                        Columns.uuid(row, "transaction_id"),
                        Optional.ofNullable(row.get("hash", String.class)))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static final String CLEAR =
      """
      update transaction_external x
      set hash = null
      from unnest(:transactions::uuid[], :externals::text[]) as k (transaction_id, external_id)
      where x.transaction_id = k.transaction_id and x.external_id = k.external_id
      """;

  private record Row(UUID transaction, @Nullable String hash) {}

  /** An id whose last word was a removal; another user's may be called the same. */
  record Withdrawal(UUID transaction, String external) {}

  /** The result of a batch: rows to write, and ids whose last event was a removal. */
  static final class BatchFold {
    private final TreeMap<Key, Row> said = new TreeMap<>();
    private final Set<Withdrawal> withdrawn = new HashSet<>();

    void add(UUID user, TransactionEvent event) {
      switch (event) {
        case TransactionEvent.Recorded e
            when e.entry() instanceof TransactionEntry.ProviderFact fact ->
            observe(user, e.id(), fact);
        case TransactionEvent.Settled e -> {
          said.put(
              new Key(user, e.fact().connectionId(), e.supersededExternalId()),
              new Row(e.id(), null));
          observe(user, e.id(), e.fact());
        }
        case TransactionEvent.Revised e -> observe(user, e.id(), e.fact());
        case TransactionEvent.Removed e ->
            e.externalId().ifPresent(external -> withdraw(e.id(), external));
        case TransactionEvent.Recorded _,
            TransactionEvent.Restored _,
            TransactionEvent.Corrected _,
            TransactionEvent.LinkEvent _,
            TransactionEvent.OverlayEvent _ -> {
          // changes no provider id
        }
      }
    }

    private void observe(UUID user, UUID transaction, TransactionEntry.ProviderFact fact) {
      withdrawn.remove(new Withdrawal(transaction, fact.externalId()));
      said.put(
          new Key(user, fact.connectionId(), fact.externalId()), new Row(transaction, fact.hash()));
    }

    private void withdraw(UUID transaction, String external) {
      withdrawn.add(new Withdrawal(transaction, external));
      said.replaceAll(
          (key, row) ->
              key.external().equals(external) && row.transaction().equals(transaction)
                  ? new Row(transaction, null)
                  : row);
    }

    /** In the order of the transactions' ids. */
    List<Withdrawal> withdrawn() {
      return withdrawn.stream()
          .sorted(
              Comparator.comparing((Withdrawal w) -> w.transaction().toString())
                  .thenComparing(Withdrawal::external))
          .toList();
    }
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    BatchFold batchFold = new BatchFold();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof TransactionEvent event) {
        batchFold.add(pending.stream().user(), event);
      }
    }
    return upsert(session, batchFold.said)
        .then(Mono.defer(() -> clear(session, batchFold.withdrawn())));
  }

  private static Mono<Void> clear(Session session, List<Withdrawal> withdrawn) {
    if (withdrawn.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(CLEAR)
        .bind("transactions", UnnestColumns.column(withdrawn, UUID.class, Withdrawal::transaction))
        .bind("externals", UnnestColumns.column(withdrawn, String.class, Withdrawal::external))
        .then();
  }

  private static Mono<Void> upsert(Session session, Map<Key, Row> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    List<Key> keys = List.copyOf(rows.keySet());
    List<Row> values = List.copyOf(rows.values());
    return session
        .sql(UPSERT)
        .bind("users", UnnestColumns.column(keys, UUID.class, Key::user))
        .bind("connections", UnnestColumns.column(keys, UUID.class, Key::connection))
        .bind("externals", UnnestColumns.column(keys, String.class, Key::external))
        .bind("transactions", UnnestColumns.column(values, UUID.class, Row::transaction))
        .bind("hashes", UnnestColumns.column(values, String.class, Row::hash))
        .then();
  }
}
