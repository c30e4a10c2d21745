package florin.journal;

import florin.journal.stream.StreamId;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * A rule over several streams, such as that names are distinct. A decider cannot check it: it sees
 * one stream. A service's beans of this type are checked at every undo; a resource is given the one
 * that its writes keep.
 */
@FunctionalInterface
public interface CrossStreamCheck {

  /**
   * @param unit in which the change is decided; its views show the state after it
   * @param streams that the change touched
   * @return an error with a {@link Rejection} if the rule is broken
   */
  Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams);
}
