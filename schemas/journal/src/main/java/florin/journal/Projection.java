package florin.journal;

import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Keeps one read model of a service's own events, in schema {@code view}. Runs inside the
 * transaction that appends the events, before the append, so that a client reads its own writes;
 * the same code replays the journal in a rebuild.
 *
 * <p>Statements name view tables without a schema, touch no other schema, are set-based (one
 * statement per table and batch, a batch folded to one row per key), and write in primary-key
 * order. Events of one stream arrive in order.
 */
public interface Projection {

  Mono<Void> project(Session session, List<PendingEvent> events);

  /** The declared tables that this projection writes, for the test that compares them. */
  default List<ViewTable<?>> tables() {
    return List.of();
  }
}
