package florin.transactions.list;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.StreamId;
import florin.transactions.merchant.EntryMerchant;
import florin.transactions.merchant.MerchantUsage;
import florin.transactions.transaction.TransactionEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
          amount, currency, description, original_description, provider_merchant_id, pending, provider_category_label,
          provider_category_id, category_id, category_source, own_description, merchant_id, merchant_source, note, tags,
          excluded, split_total, removed_by, stream_version, version, at)
      select k.id, k.user_id, k.account_id, k.connection_id, k.external_id, k.source, k.date, k.authorized_date,
          k.amount, k.currency, k.description, k.original_description, k.provider_merchant_id, k.pending, k.label,
          k.provider_category_id, k.category_id, k.category_source, k.own_description, k.merchant_id,
          k.merchant_source, k.note, k.tags::text[], k.excluded, k.split_total, k.removed_by, k.stream_version,
          k.version, k.at
      from unnest(:ids::uuid[], :users::uuid[], :accounts::uuid[], :connections::uuid[], :externals::text[],
          :sources::text[], :dates::date[], :authorized::date[], :amounts::numeric[], :currencies::text[],
          :descriptions::text[], :originals::text[], :providedMerchants::uuid[], :pendings::boolean[],
          :labels::text[], :providedCategories::uuid[], :categories::uuid[], :categorySources::text[],
          :ownDescriptions::text[], :merchants::uuid[], :merchantSources::text[], :notes::text[], :tags::text[],
          :excluded::boolean[], :splitTotals::numeric[], :removers::text[], :streamVersions::int[], :versions::int[],
          :ats::timestamptz[])
        as k (id, user_id, account_id, connection_id, external_id, source, date, authorized_date, amount, currency,
          description, original_description, provider_merchant_id, pending, label, provider_category_id, category_id,
          category_source, own_description, merchant_id, merchant_source, note, tags, excluded, split_total,
          removed_by, stream_version, version, at)
      on conflict (id) do update
      set connection_id = excluded.connection_id, external_id = excluded.external_id, date = excluded.date,
          authorized_date = excluded.authorized_date, amount = excluded.amount, currency = excluded.currency,
          description = excluded.description, original_description = excluded.original_description,
          provider_merchant_id = excluded.provider_merchant_id, pending = excluded.pending,
          provider_category_label = excluded.provider_category_label,
          provider_category_id = excluded.provider_category_id, category_id = excluded.category_id,
          category_source = excluded.category_source, own_description = excluded.own_description,
          merchant_id = excluded.merchant_id, merchant_source = excluded.merchant_source, note = excluded.note,
          tags = excluded.tags, excluded = excluded.excluded, split_total = excluded.split_total,
          removed_by = excluded.removed_by, stream_version = excluded.stream_version, version = excluded.version,
          at = excluded.at
      where t.stream_version <> excluded.stream_version
      """;

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(e -> e.event() instanceof TransactionEvent).toList();
    return ours.isEmpty()
        ? Mono.empty()
        : knownRows(session, ours).flatMap(rows -> write(session, steps(rows, ours)));
  }

  private static Mono<Void> write(Session session, List<RowChange> steps) {
    return upsert(session, lastRowOfEach(steps))
        .then(Mono.defer(() -> SplitParts.apply(session, steps)))
        .then(Mono.defer(() -> TagUsage.apply(session, steps)))
        .then(Mono.defer(() -> DayTotals.add(session, steps)))
        .then(Mono.defer(() -> CategoryMonths.add(session, steps)))
        .then(Mono.defer(() -> merchants(steps).write(session)));
  }

  private static MerchantUsage merchants(List<RowChange> steps) {
    MerchantUsage use = new MerchantUsage();
    for (RowChange rowChange : steps) {
      UUID user = rowChange.after().user();
      EntryMerchant seen = rowChange.after().said().seen();
      if (seen != null) {
        use.recordMerchant(user, seen, rowChange.after().categoryOf());
      }
      if (rowChange.before() != null && rowChange.before().counts()) {
        use.addToCount(user, rowChange.before().merchant(), -1);
      }
      if (rowChange.after().counts()) {
        use.addToCount(user, rowChange.after().merchant(), 1);
      }
    }
    return use;
  }

  /** The rows of streams that the batch goes on with; none for a first import. */
  private static Mono<Map<UUID, TransactionRow>> knownRows(
      Session session, List<PendingEvent> events) {
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

  private static List<RowChange> steps(Map<UUID, TransactionRow> known, List<PendingEvent> events) {
    Map<UUID, TransactionRow> rows = new HashMap<>(known);
    List<RowChange> steps = new ArrayList<>(events.size());
    for (PendingEvent pending : events) {
      UUID id = pending.stream().id();
      TransactionEvent event = (TransactionEvent) pending.event();
      TransactionRow before = rows.get(id);
      TransactionRow after = TransactionRow.after(before, pending, event);
      rows.put(id, after);
      steps.add(new RowChange(before, after, event));
    }
    return steps;
  }

  private static List<TransactionRow> lastRowOfEach(List<RowChange> steps) {
    Map<UUID, TransactionRow> rows = new HashMap<>();
    steps.forEach(rowChange -> rows.put(rowChange.after().id(), rowChange.after()));
    return rows.values().stream()
        .sorted(Comparator.comparing(TransactionRow::id, Ids.ORDER))
        .toList();
  }

  static Mono<Void> upsert(Session session, List<TransactionRow> rows) {
    return session
        .sql(UPSERT)
        .bind("ids", UnnestColumns.column(rows, UUID.class, TransactionRow::id))
        .bind("users", UnnestColumns.column(rows, UUID.class, TransactionRow::user))
        .bind("accounts", UnnestColumns.column(rows, UUID.class, TransactionRow::account))
        .bind("connections", UnnestColumns.column(rows, UUID.class, row -> row.said().connection()))
        .bind("externals", UnnestColumns.column(rows, String.class, row -> row.said().externalId()))
        .bind("sources", UnnestColumns.column(rows, String.class, TransactionRow::source))
        .bind("dates", UnnestColumns.column(rows, LocalDate.class, row -> row.said().date()))
        .bind(
            "authorized",
            UnnestColumns.column(rows, LocalDate.class, row -> row.said().authorizedDate()))
        .bind(
            "amounts",
            UnnestColumns.column(rows, BigDecimal.class, row -> row.said().amount().amount()))
        .bind(
            "currencies",
            UnnestColumns.column(rows, String.class, row -> row.said().amount().currency().code()))
        .bind(
            "descriptions",
            UnnestColumns.column(rows, String.class, row -> row.said().description()))
        .bind(
            "originals",
            UnnestColumns.column(rows, String.class, row -> row.said().originalDescription()))
        .bind(
            "providedMerchants",
            UnnestColumns.column(rows, UUID.class, row -> row.said().merchant()))
        .bind("pendings", UnnestColumns.column(rows, Boolean.class, row -> row.said().pending()))
        .bind("labels", UnnestColumns.column(rows, String.class, row -> row.said().label()))
        .bind(
            "providedCategories",
            UnnestColumns.column(rows, UUID.class, row -> row.said().category()))
        .bind("categories", UnnestColumns.column(rows, UUID.class, TransactionRow::category))
        .bind(
            "categorySources",
            UnnestColumns.column(rows, String.class, TransactionRow::categorySource))
        .bind(
            "ownDescriptions",
            UnnestColumns.column(rows, String.class, row -> row.word().description()))
        .bind("merchants", UnnestColumns.column(rows, UUID.class, TransactionRow::merchant))
        .bind(
            "merchantSources",
            UnnestColumns.column(rows, String.class, TransactionRow::merchantSource))
        .bind("notes", UnnestColumns.column(rows, String.class, row -> row.word().note()))
        .bind("tags", UnnestColumns.column(rows, String.class, TransactionView::tags))
        .bind("excluded", UnnestColumns.column(rows, Boolean.class, row -> row.word().excluded()))
        .bind(
            "splitTotals",
            UnnestColumns.column(rows, BigDecimal.class, row -> row.word().splitTotal()))
        .bind("removers", UnnestColumns.column(rows, String.class, TransactionRow::removedBy))
        .bind(
            "streamVersions",
            UnnestColumns.column(rows, Integer.class, TransactionRow::streamVersion))
        .bind("versions", UnnestColumns.column(rows, Integer.class, TransactionRow::version))
        .bind("ats", UnnestColumns.column(rows, Instant.class, TransactionRow::at))
        .then();
  }

  /** The text of an array in a column that is one of texts: unnest would take the arrays apart. */
  private static String tags(TransactionRow row) {
    return UnnestColumns.column(List.copyOf(row.word().tags()), String.class, tag -> tag);
  }
}
