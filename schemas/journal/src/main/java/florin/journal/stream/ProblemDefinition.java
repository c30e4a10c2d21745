package florin.journal.stream;

import java.util.Optional;

/**
 * One type of problem (RFC 9457) that a client can see. The runtime has the table of those that
 * every service answers with; a service adds its own as an enum. A code never changes its meaning
 * and is the {@code type} of the answer: {@code urn:florin:problem:<code>}.
 */
public interface ProblemDefinition {

  /**
   * The values of a problem type.
   *
   * @param code stable, kebab-case, unique in a service
   * @param status the HTTP status (RFC 9110)
   * @param title the same for every problem of this type
   * @param retryAfter seconds after which another try makes sense; 0 if it never does
   */
  record Details(String code, int status, String title, int retryAfter) {

    public Details(String code, int status, String title) {
      this(code, status, title, 0);
    }
  }

  Details details();

  default String code() {
    return details().code();
  }

  default int status() {
    return details().status();
  }

  default String title() {
    return details().title();
  }

  /** Seconds after which another try makes sense, if it ever does. */
  default Optional<Integer> retryAfter() {
    int seconds = details().retryAfter();
    return seconds == 0 ? Optional.empty() : Optional.of(seconds);
  }

  default String type() {
    return "urn:florin:problem:" + code();
  }
}
