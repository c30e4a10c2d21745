package florin.journal.stream;

import java.util.Optional;

/**
 * One type of problem (RFC 9457) that a client can see. The runtime has the table of those that
 * every service answers with; a service adds its own as an enum. A code never changes its meaning
 * and is the {@code type} of the answer: {@code urn:florin:problem:<code>}.
 */
public interface ProblemDefinition {

  /** Stable, kebab-case, unique in a service. */
  String code();

  /** The HTTP status (RFC 9110). */
  int status();

  /** The same for every problem of this type. */
  String title();

  /** Seconds after which another try makes sense, if it ever does. */
  default Optional<Integer> retryAfter() {
    return Optional.empty();
  }

  default String type() {
    return "urn:florin:problem:" + code();
  }
}
