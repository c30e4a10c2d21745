package florin.planning.mirror.series;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.planning.mirror.batch.MirrorKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Keeps {@code mirror.series} and {@code mirror.series_occurrence}. */
public final class SeriesMirror {

  private static final String CREATE =
      """
      insert into series (user_id, series_id, account_id, income, name, rule, expected, currency)
      select r.user_id, r.series_id, r.account_id, r.expected > 0, r.name, r.rule, r.expected, r.currency
      from unnest(:users::uuid[], :ids::uuid[], :accounts::uuid[], :names::text[], :rules::text[],
          :expected::numeric[], :currencies::text[])
        as r (user_id, series_id, account_id, name, rule, expected, currency)
      order by r.user_id, r.series_id
      on conflict (user_id, series_id) do nothing
      """;

  private static final String CHANGE =
      """
      update series as s
      set rule = coalesce(r.rule, s.rule), expected = coalesce(r.expected, s.expected),
          own_name = case when r.revised then r.own_name else s.own_name end,
          own_rule = case when r.revised then r.own_rule else s.own_rule end,
          own_expected = case when r.revised then r.own_expected else s.own_expected end,
          dismissed = coalesce(r.dismissed, s.dismissed), ended = coalesce(r.ended, s.ended),
          removed = coalesce(r.removed, s.removed)
      from unnest(:users::uuid[], :ids::uuid[], :rules::text[], :expected::numeric[], :revised::boolean[],
          :ownNames::text[], :ownRules::text[], :ownExpected::numeric[], :dismissed::boolean[], :ended::boolean[],
          :removed::boolean[])
        as r (user_id, series_id, rule, expected, revised, own_name, own_rule, own_expected, dismissed, ended, removed)
      where s.user_id = r.user_id and s.series_id = r.series_id
      """;

  private static final String LINK =
      """
      insert into series_occurrence as o (user_id, series_id, transaction_id, date, linked)
      select r.user_id, r.series_id, r.transaction_id, r.date, true
      from unnest(:users::uuid[], :series::uuid[], :transactions::uuid[], :dates::date[])
        as r (user_id, series_id, transaction_id, date)
      order by r.user_id, r.series_id, r.transaction_id
      on conflict (user_id, series_id, transaction_id) do update
      set date = excluded.date, linked = true
      where (o.date, o.linked) is distinct from (excluded.date, true)
      """;

  private static final String UNLINK =
      """
      update series_occurrence as o
      set linked = false
      from unnest(:users::uuid[], :series::uuid[], :transactions::uuid[]) as r (user_id, series_id, transaction_id)
      where o.user_id = r.user_id and o.series_id = r.series_id and o.transaction_id = r.transaction_id and o.linked
      """;

  private record RowKey(UUID user, UUID series, UUID transaction) {}

  public Mono<Void> apply(
      Session session, List<SeriesUpdate> updates, List<OccurrenceUpdate> occurrences) {
    List<SeriesUpdate> series =
        MirrorKey.folded(updates.stream(), SeriesUpdate::key, SeriesUpdate::then);
    Map<RowKey, OccurrenceUpdate> last = new LinkedHashMap<>();
    occurrences.forEach(
        row -> last.put(new RowKey(row.user(), row.series(), row.transaction()), row));
    return create(session, series.stream().filter(row -> row.entered() != null).toList())
        .then(Mono.defer(() -> change(session, series)))
        .then(Mono.defer(() -> link(session, last.values())))
        .then(Mono.defer(() -> unlink(session, last.values())));
  }

  private static Mono<Void> create(Session session, List<SeriesUpdate> created) {
    return created.isEmpty()
        ? Mono.empty()
        : session
            .sql(CREATE)
            .bind("users", MirrorKey.users(created.stream().map(SeriesUpdate::key).toList()))
            .bind("ids", MirrorKey.ids(created.stream().map(SeriesUpdate::key).toList()))
            .bind("accounts", UnnestColumns.column(created, UUID.class, r -> entry(r).account()))
            .bind("names", UnnestColumns.column(created, String.class, r -> entry(r).name()))
            .bind("rules", UnnestColumns.column(created, String.class, r -> entry(r).rule()))
            .bind(
                "expected",
                UnnestColumns.column(created, BigDecimal.class, r -> entry(r).expected()))
            .bind(
                "currencies", UnnestColumns.column(created, String.class, r -> entry(r).currency()))
            .then();
  }

  private static SeriesUpdate.Entry entry(SeriesUpdate row) {
    return Objects.requireNonNull(row.entered(), "entered");
  }

  private static Mono<Void> change(Session session, List<SeriesUpdate> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(CHANGE)
            .bind("users", MirrorKey.users(rows.stream().map(SeriesUpdate::key).toList()))
            .bind("ids", MirrorKey.ids(rows.stream().map(SeriesUpdate::key).toList()))
            .bind("rules", UnnestColumns.column(rows, String.class, SeriesUpdate::rule))
            .bind("expected", UnnestColumns.column(rows, BigDecimal.class, SeriesUpdate::expected))
            .bind("revised", UnnestColumns.column(rows, Boolean.class, r -> r.own() != null))
            .bind(
                "ownNames",
                UnnestColumns.column(
                    rows, String.class, r -> r.own() == null ? null : r.own().name().orElse(null)))
            .bind(
                "ownRules",
                UnnestColumns.column(
                    rows, String.class, r -> r.own() == null ? null : r.own().rule().orElse(null)))
            .bind(
                "ownExpected",
                UnnestColumns.column(
                    rows,
                    BigDecimal.class,
                    r -> r.own() == null ? null : r.own().expected().orElse(null)))
            .bind("dismissed", UnnestColumns.column(rows, Boolean.class, SeriesUpdate::dismissed))
            .bind("ended", UnnestColumns.column(rows, Boolean.class, SeriesUpdate::ended))
            .bind("removed", UnnestColumns.column(rows, Boolean.class, SeriesUpdate::removed))
            .then();
  }

  private static Mono<Void> link(Session session, Collection<OccurrenceUpdate> rows) {
    List<OccurrenceUpdate> linked = rows.stream().filter(row -> row.date().isPresent()).toList();
    return linked.isEmpty()
        ? Mono.empty()
        : session
            .sql(LINK)
            .bind("users", UnnestColumns.column(linked, UUID.class, OccurrenceUpdate::user))
            .bind("series", UnnestColumns.column(linked, UUID.class, OccurrenceUpdate::series))
            .bind(
                "transactions",
                UnnestColumns.column(linked, UUID.class, OccurrenceUpdate::transaction))
            .bind(
                "dates",
                UnnestColumns.column(linked, LocalDate.class, row -> row.date().orElse(null)))
            .then();
  }

  private static Mono<Void> unlink(Session session, Collection<OccurrenceUpdate> rows) {
    List<OccurrenceUpdate> taken = rows.stream().filter(row -> row.date().isEmpty()).toList();
    return taken.isEmpty()
        ? Mono.empty()
        : session
            .sql(UNLINK)
            .bind("users", UnnestColumns.column(taken, UUID.class, OccurrenceUpdate::user))
            .bind("series", UnnestColumns.column(taken, UUID.class, OccurrenceUpdate::series))
            .bind(
                "transactions",
                UnnestColumns.column(taken, UUID.class, OccurrenceUpdate::transaction))
            .then();
  }
}
