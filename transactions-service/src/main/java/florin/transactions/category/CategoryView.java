package florin.transactions.category;

import florin.journal.Columns;
import florin.journal.Ids;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import florin.transactions.merging.Chains;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Users' own categories as they stand. */
@Component
@Order(0)
class CategoryView implements Projection {

  private static final String LOAD =
      "select * from category where user_id = any(:users) and id = any(:ids)";

  private static final String UPSERT =
      """
      insert into category as c (user_id, id, name, parent_id, archived, merged_into, stream_version, version, at)
      select * from unnest(:users::uuid[], :ids::uuid[], :names::text[], :parents::uuid[], :archived::boolean[],
          :mergers::uuid[], :streamVersions::int[], :versions::int[], :ats::timestamptz[])
      on conflict (user_id, id) do update
      set name = excluded.name, parent_id = excluded.parent_id, archived = excluded.archived,
          merged_into = excluded.merged_into, stream_version = excluded.stream_version, version = excluded.version,
          at = excluded.at
      where c.stream_version <> excluded.stream_version
      """;

  private record Row(
      UUID user, OwnCategory.Present state, int streamVersion, int version, Instant at) {

    static Row read(Readable row) {
      return new Row(
          Columns.uuid(row, "user_id"),
          new OwnCategory.Present(
              Columns.uuid(row, "id"),
              Columns.text(row, "name"),
              Optional.ofNullable(row.get("parent_id", UUID.class)),
              Columns.bool(row, "archived"),
              Optional.ofNullable(row.get("merged_into", UUID.class))),
          Columns.integer(row, "stream_version"),
          Columns.integer(row, "version"),
          Columns.instant(row, "at"));
    }
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(e -> e.event() instanceof CategoryEvent).toList();
    if (ours.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(LOAD)
        .bind("users", ours.stream().map(e -> e.stream().user()).distinct().toArray(UUID[]::new))
        .bind("ids", ours.stream().map(e -> e.stream().id()).distinct().toArray(UUID[]::new))
        .map(Row::read)
        .all()
        .collectMap(row -> row.state().id())
        .flatMap(known -> write(session, fold(known, ours)));
  }

  private static List<Row> fold(Map<UUID, Row> known, List<PendingEvent> events) {
    Map<UUID, Row> rows = new HashMap<>(known);
    for (PendingEvent pending : events) {
      Row before = rows.get(pending.stream().id());
      OwnCategory state =
          OwnCategory.evolve(
              before == null ? new OwnCategory.Absent() : before.state(),
              (CategoryEvent) pending.event());
      if (state instanceof OwnCategory.Present present) {
        rows.put(
            present.id(),
            new Row(
                pending.stream().user(),
                present,
                pending.version(),
                pending.userVersion(),
                pending.at()));
      }
    }
    return rows.values().stream()
        .sorted(
            Comparator.comparing(Row::user, Ids.ORDER)
                .thenComparing(row -> row.state().id(), Ids.ORDER))
        .toList();
  }

  private static Mono<Void> write(Session session, List<Row> rows) {
    return session
        .sql(UPSERT)
        .bind("users", Unnest.column(rows, UUID.class, Row::user))
        .bind("ids", Unnest.column(rows, UUID.class, row -> row.state().id()))
        .bind("names", Unnest.column(rows, String.class, row -> row.state().name()))
        .bind("parents", Unnest.column(rows, UUID.class, row -> row.state().parent().orElse(null)))
        .bind("archived", Unnest.column(rows, Boolean.class, row -> row.state().archived()))
        .bind(
            "mergers",
            Unnest.column(rows, UUID.class, row -> row.state().mergedInto().orElse(null)))
        .bind("streamVersions", Unnest.column(rows, Integer.class, Row::streamVersion))
        .bind("versions", Unnest.column(rows, Integer.class, Row::version))
        .bind(
            "ats",
            Unnest.column(
                rows,
                OffsetDateTime.class,
                row -> OffsetDateTime.ofInstant(row.at(), ZoneOffset.UTC)))
        .then()
        .then(
            Mono.defer(
                () -> Chains.settle(session, "category", rows.stream().map(Row::user).toList())));
  }
}
