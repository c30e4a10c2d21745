package florin.journal;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A view table with one row per stream, which holds the stream's state: read, folded with the
 * decider's own {@code evolve}, and written back.
 *
 * @param row the states that have a row
 * @param id the column with the id of the stream
 * @param read the state of a row
 */
public record FoldedTable<E, S, R extends S>(
    StreamType<?, E, S> type,
    ViewTable<Folded<R>> table,
    Class<R> row,
    String id,
    Function<Readable, R> read) {

  /** The rows after the events of a batch; events of other streams are left out. */
  public Mono<List<Folded<R>>> fold(Session session, List<PendingEvent> events) {
    List<PendingEvent> own = events.stream().filter(type::has).toList();
    return own.isEmpty()
        ? Mono.just(List.of())
        : known(session, own).map(known -> rows(Folded.of(known, type.decider(), own)));
  }

  /** Folds and writes. */
  public Mono<List<Folded<R>>> project(Session session, List<PendingEvent> events) {
    return fold(session, events).flatMap(rows -> table.upsert(session, rows).thenReturn(rows));
  }

  private Mono<Map<UUID, R>> known(Session session, List<PendingEvent> events) {
    return session
        .sql(
            "select * from %s where user_id = any(:users) and %s = any(:ids)"
                .formatted(table.name(), id))
        .bind("users", events.stream().map(e -> e.stream().user()).distinct().toArray(UUID[]::new))
        .bind("ids", events.stream().map(e -> e.stream().id()).distinct().toArray(UUID[]::new))
        .map(found -> Map.entry(Columns.uuid(found, id), read.apply(found)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private List<Folded<R>> rows(List<Folded<S>> folded) {
    List<Folded<R>> rows = new ArrayList<>();
    for (Folded<S> one : folded) {
      if (row.isInstance(one.state())) {
        rows.add(new Folded<>(row.cast(one.state()), one.last()));
      }
    }
    return rows;
  }
}
