package florin.journal.erasure;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** An external step of a service before it deletes the rows of a user. */
@FunctionalInterface
public interface ErasureStep {

  /**
   * Runs after the mark is committed, outside of any transaction, and again after every failure: it
   * must bear repetition.
   */
  Mono<Void> before(UUID user);
}
