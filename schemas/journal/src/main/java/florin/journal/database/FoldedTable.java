package florin.journal.database;

import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
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
    ViewTable<FoldedState<R>> table,
    Class<R> row,
    String id,
    Function<Readable, R> read) {

  /** The rows after the events of a batch; events of other streams are left out. */
  public Mono<List<FoldedState<R>>> fold(Session session, List<PendingEvent> events) {
    List<PendingEvent> own = events.stream().filter(type::has).toList();
    return own.isEmpty()
        ? Mono.just(List.of())
        : known(session, own).map(known -> rows(FoldedState.of(known, type.decider(), own)));
  }

  /** Folds and writes. */
  public Mono<List<FoldedState<R>>> project(Session session, List<PendingEvent> events) {
    return fold(session, events).flatMap(rows -> table.upsert(session, rows).thenReturn(rows));
  }

  private Mono<Map<UUID, R>> known(Session session, List<PendingEvent> events) {
    List<StreamId> streams = events.stream().map(PendingEvent::stream).distinct().toList();
    return (streams.size() == 1 ? rowOf(session, streams.getFirst()) : rowsOf(session, streams))
        .map(found -> Map.entry(Columns.uuid(found, id), read.apply(found)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** With arrays PostgreSQL would plan the statement anew for every execution. */
  private GenericExecuteSpec rowOf(Session session, StreamId stream) {
    return session
        .sql("select * from %s where user_id = :user and %s = :id".formatted(table.name(), id))
        .bind("user", stream.user())
        .bind("id", stream.id());
  }

  private GenericExecuteSpec rowsOf(Session session, List<StreamId> streams) {
    return session
        .sql(
            "select * from %s where user_id = any(:users) and %s = any(:ids)"
                .formatted(table.name(), id))
        .bind("users", streams.stream().map(StreamId::user).distinct().toArray(UUID[]::new))
        .bind("ids", streams.stream().map(StreamId::id).distinct().toArray(UUID[]::new));
  }

  private List<FoldedState<R>> rows(List<FoldedState<S>> folded) {
    List<FoldedState<R>> rows = new ArrayList<>();
    for (FoldedState<S> one : folded) {
      if (row.isInstance(one.state())) {
        rows.add(new FoldedState<>(row.cast(one.state()), one.last()));
      }
    }
    return rows;
  }
}
