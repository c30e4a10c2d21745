package florin.transactions.ledger;

import florin.journal.Ids;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.StreamId;
import florin.journal.Unnest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Every transaction as it stands. A batch is folded in memory; rows that did not change are not
 * rewritten.
 */
@Component
@Order(1)
class TransactionView implements Projection {

  private static final String LOAD =
      "select * from transaction where user_id = any(:users) and id = any(:ids)";

  private static final String UPSERT =
      """
      insert into transaction as t (id, user_id, account_id, connection_id, external_id, source, date, authorized_date,
          amount, currency, description, original_description, merchant_name, pending, provider_category_label,
          category_id, category_source, note, removed_by, stream_version, version, at)
      select * from unnest(:ids::uuid[], :users::uuid[], :accounts::uuid[], :connections::uuid[], :externals::text[],
          :sources::text[], :dates::date[], :authorized::date[], :amounts::numeric[], :currencies::text[],
          :descriptions::text[], :originals::text[], :merchants::text[], :pendings::boolean[], :labels::text[],
          :categories::uuid[], :categorySources::text[], :notes::text[], :removers::text[], :streamVersions::int[],
          :versions::int[], :ats::timestamptz[])
      on conflict (id) do update
      set connection_id = excluded.connection_id, external_id = excluded.external_id, date = excluded.date,
          authorized_date = excluded.authorized_date, amount = excluded.amount, currency = excluded.currency,
          description = excluded.description, original_description = excluded.original_description,
          merchant_name = excluded.merchant_name, pending = excluded.pending,
          provider_category_label = excluded.provider_category_label, category_id = excluded.category_id,
          category_source = excluded.category_source, note = excluded.note, removed_by = excluded.removed_by,
          stream_version = excluded.stream_version, version = excluded.version, at = excluded.at
      where t.stream_version <> excluded.stream_version
      """;

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(e -> e.event() instanceof TransactionEvent).toList();
    return ours.isEmpty()
        ? Mono.empty()
        : known(session, ours).flatMap(rows -> upsert(session, fold(rows, ours)));
  }

  /** The rows of streams that the batch goes on with; none for a first import. */
  private static Mono<Map<UUID, TransactionRow>> known(Session session, List<PendingEvent> events) {
    Map<UUID, Integer> first =
        events.stream()
            .collect(Collectors.toMap(e -> e.stream().id(), PendingEvent::version, Math::min));
    List<StreamId> older =
        events.stream()
            .map(PendingEvent::stream)
            .filter(s -> first.getOrDefault(s.id(), 1) > 1)
            .distinct()
            .toList();
    if (older.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(LOAD)
        .bind("users", older.stream().map(StreamId::user).distinct().toArray(UUID[]::new))
        .bind("ids", older.stream().map(StreamId::id).toArray(UUID[]::new))
        .map(TransactionRow::read)
        .all()
        .collectMap(TransactionRow::id);
  }

  private static List<TransactionRow> fold(
      Map<UUID, TransactionRow> known, List<PendingEvent> events) {
    Map<UUID, TransactionRow> rows = new HashMap<>(known);
    for (PendingEvent pending : events) {
      UUID id = pending.stream().id();
      rows.put(id, TransactionRow.after(rows.get(id), pending, (TransactionEvent) pending.event()));
    }
    return rows.values().stream()
        .sorted(Comparator.comparing(TransactionRow::id, Ids.ORDER))
        .toList();
  }

  private static Mono<Void> upsert(Session session, List<TransactionRow> rows) {
    return session
        .sql(UPSERT)
        .bind("ids", Unnest.column(rows, UUID.class, TransactionRow::id))
        .bind("users", Unnest.column(rows, UUID.class, TransactionRow::userId))
        .bind("accounts", Unnest.column(rows, UUID.class, TransactionRow::accountId))
        .bind("connections", Unnest.column(rows, UUID.class, TransactionRow::connectionId))
        .bind("externals", Unnest.column(rows, String.class, TransactionRow::externalId))
        .bind("sources", Unnest.column(rows, String.class, TransactionRow::source))
        .bind("dates", Unnest.column(rows, LocalDate.class, TransactionRow::date))
        .bind("authorized", Unnest.column(rows, LocalDate.class, TransactionRow::authorizedDate))
        .bind("amounts", Unnest.column(rows, BigDecimal.class, row -> row.amount().amount()))
        .bind(
            "currencies", Unnest.column(rows, String.class, row -> row.amount().currency().code()))
        .bind("descriptions", Unnest.column(rows, String.class, TransactionRow::description))
        .bind("originals", Unnest.column(rows, String.class, TransactionRow::originalDescription))
        .bind("merchants", Unnest.column(rows, String.class, TransactionRow::merchant))
        .bind("pendings", Unnest.column(rows, Boolean.class, TransactionRow::pending))
        .bind("labels", Unnest.column(rows, String.class, TransactionRow::providerCategoryLabel))
        .bind("categories", Unnest.column(rows, UUID.class, TransactionRow::categoryId))
        .bind("categorySources", Unnest.column(rows, String.class, TransactionRow::categorySource))
        .bind("notes", Unnest.column(rows, String.class, TransactionRow::note))
        .bind("removers", Unnest.column(rows, String.class, TransactionRow::removedBy))
        .bind("streamVersions", Unnest.column(rows, Integer.class, TransactionRow::streamVersion))
        .bind("versions", Unnest.column(rows, Integer.class, TransactionRow::version))
        .bind(
            "ats",
            Unnest.column(
                rows,
                OffsetDateTime.class,
                row -> OffsetDateTime.ofInstant(row.at(), ZoneOffset.UTC)))
        .then();
  }
}
