package florin.journal.erasure;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What a service has to do elsewhere before it deletes a user's rows. */
@FunctionalInterface
public interface ErasureStep {

  /**
   * Runs after the mark is committed, outside of any transaction, and again after every failure: it
   * must bear repetition.
   */
  Mono<Void> before(UUID user);
}
