package florin.transactions.category;

import florin.journal.Columns;
import florin.journal.Folded;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import florin.transactions.merging.Chains;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
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

  private record Row(OwnCategory.Present state, PendingEvent last) {}

  private static OwnCategory.Present read(Readable row) {
    return new OwnCategory.Present(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        Optional.ofNullable(row.get("parent_id", UUID.class)),
        Columns.bool(row, "archived"),
        Optional.ofNullable(row.get("merged_into", UUID.class)));
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
        .map(CategoryView::read)
        .all()
        .collectMap(OwnCategory.Present::id)
        .flatMap(known -> write(session, rows(Folded.of(known, OwnCategory.DECIDER, ours))));
  }

  private static List<Row> rows(List<Folded<OwnCategory>> folded) {
    List<Row> rows = new ArrayList<>();
    for (Folded<OwnCategory> one : folded) {
      if (one.state() instanceof OwnCategory.Present present) {
        rows.add(new Row(present, one.last()));
      }
    }
    return rows;
  }

  private static Mono<Void> write(Session session, List<Row> rows) {
    return Unnest.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("ids", Unnest.column(rows, UUID.class, row -> row.state().id()))
        .bind("names", Unnest.column(rows, String.class, row -> row.state().name()))
        .bind("parents", Unnest.column(rows, UUID.class, row -> row.state().parent().orElse(null)))
        .bind("archived", Unnest.column(rows, Boolean.class, row -> row.state().archived()))
        .bind(
            "mergers",
            Unnest.column(rows, UUID.class, row -> row.state().mergedInto().orElse(null)))
        .then()
        .then(
            Mono.defer(
                () ->
                    Chains.settle(
                        session,
                        "category",
                        rows.stream().map(row -> row.last().stream().user()).toList())));
  }
}
