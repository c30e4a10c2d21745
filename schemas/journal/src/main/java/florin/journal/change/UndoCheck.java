package florin.journal.change;

import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * A rule over several streams that an undo must keep too, such as that names are distinct. A
 * decider cannot check it: it sees one stream.
 */
@FunctionalInterface
public interface UndoCheck {

  /**
   * @param unit in which the undo is decided; its views show the state after it
   * @param streams that the undo changed
   * @return an error with a {@link florin.journal.Rejection} if the rule is broken
   */
  Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams);
}
