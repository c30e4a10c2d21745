package florin.transactions.ledger;

import florin.journal.Ids;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.StreamId;
import florin.journal.Unnest;
import florin.transactions.merchant.MerchantSeen;
import florin.transactions.merchant.MerchantUse;
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
        : known(session, ours).flatMap(rows -> write(session, steps(rows, ours)));
  }

  private static Mono<Void> write(Session session, List<Step> steps) {
    return upsert(session, last(steps))
        .then(Mono.defer(() -> Splits.apply(session, steps)))
        .then(Mono.defer(() -> TagUse.apply(session, steps)))
        .then(Mono.defer(() -> DayTotals.add(session, steps)))
        .then(Mono.defer(() -> merchants(steps).write(session)));
  }

  private static MerchantUse merchants(List<Step> steps) {
    MerchantUse use = new MerchantUse();
    for (Step step : steps) {
      UUID user = step.after().user();
      MerchantSeen seen = step.after().said().seen();
      if (seen != null) {
        use.see(user, seen, step.after().provided());
      }
      if (step.before() != null && step.before().counts()) {
        use.count(user, step.before().merchant(), -1);
      }
      if (step.after().counts()) {
        use.count(user, step.after().merchant(), 1);
      }
    }
    return use;
  }

  /** The rows of streams that the batch goes on with; none for a first import. */
  private static Mono<Map<UUID, Standing>> known(Session session, List<PendingEvent> events) {
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
        .map(Standing::read)
        .all()
        .collectMap(Standing::id);
  }

  private static List<Step> steps(Map<UUID, Standing> known, List<PendingEvent> events) {
    Map<UUID, Standing> rows = new HashMap<>(known);
    List<Step> steps = new ArrayList<>(events.size());
    for (PendingEvent pending : events) {
      UUID id = pending.stream().id();
      TransactionEvent event = (TransactionEvent) pending.event();
      Standing before = rows.get(id);
      Standing after = Standing.after(before, pending, event);
      rows.put(id, after);
      steps.add(new Step(before, after, event));
    }
    return steps;
  }

  private static List<Standing> last(List<Step> steps) {
    Map<UUID, Standing> rows = new HashMap<>();
    steps.forEach(step -> rows.put(step.after().id(), step.after()));
    return rows.values().stream().sorted(Comparator.comparing(Standing::id, Ids.ORDER)).toList();
  }

  static Mono<Void> upsert(Session session, List<Standing> rows) {
    return session
        .sql(UPSERT)
        .bind("ids", Unnest.column(rows, UUID.class, Standing::id))
        .bind("users", Unnest.column(rows, UUID.class, Standing::user))
        .bind("accounts", Unnest.column(rows, UUID.class, Standing::account))
        .bind("connections", Unnest.column(rows, UUID.class, row -> row.said().connection()))
        .bind("externals", Unnest.column(rows, String.class, row -> row.said().externalId()))
        .bind("sources", Unnest.column(rows, String.class, Standing::source))
        .bind("dates", Unnest.column(rows, LocalDate.class, row -> row.said().date()))
        .bind(
            "authorized", Unnest.column(rows, LocalDate.class, row -> row.said().authorizedDate()))
        .bind("amounts", Unnest.column(rows, BigDecimal.class, row -> row.said().amount().amount()))
        .bind(
            "currencies",
            Unnest.column(rows, String.class, row -> row.said().amount().currency().code()))
        .bind("descriptions", Unnest.column(rows, String.class, row -> row.said().description()))
        .bind(
            "originals", Unnest.column(rows, String.class, row -> row.said().originalDescription()))
        .bind("providedMerchants", Unnest.column(rows, UUID.class, row -> row.said().merchant()))
        .bind("pendings", Unnest.column(rows, Boolean.class, row -> row.said().pending()))
        .bind("labels", Unnest.column(rows, String.class, row -> row.said().label()))
        .bind("providedCategories", Unnest.column(rows, UUID.class, row -> row.said().category()))
        .bind("categories", Unnest.column(rows, UUID.class, Standing::category))
        .bind("categorySources", Unnest.column(rows, String.class, Standing::categorySource))
        .bind("ownDescriptions", Unnest.column(rows, String.class, row -> row.word().description()))
        .bind("merchants", Unnest.column(rows, UUID.class, Standing::merchant))
        .bind("merchantSources", Unnest.column(rows, String.class, Standing::merchantSource))
        .bind("notes", Unnest.column(rows, String.class, row -> row.word().note()))
        .bind("tags", Unnest.column(rows, String.class, TransactionView::tags))
        .bind("excluded", Unnest.column(rows, Boolean.class, row -> row.word().excluded()))
        .bind("splitTotals", Unnest.column(rows, BigDecimal.class, row -> row.word().splitTotal()))
        .bind("removers", Unnest.column(rows, String.class, Standing::removedBy))
        .bind("streamVersions", Unnest.column(rows, Integer.class, Standing::streamVersion))
        .bind("versions", Unnest.column(rows, Integer.class, Standing::version))
        .bind("ats", Unnest.column(rows, Instant.class, Standing::at))
        .then();
  }

  /** The text of an array in a column that is one of texts: unnest would take the arrays apart. */
  private static String tags(Standing row) {
    return Unnest.column(List.copyOf(row.word().tags()), String.class, tag -> tag);
  }
}
