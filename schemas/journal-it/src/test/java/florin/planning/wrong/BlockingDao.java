package florin.planning.wrong;

import java.sql.Connection;
import reactor.core.publisher.Mono;

/** Waits, uses JDBC, and has a forbidden suffix in its nested class. */
record BlockingDao(Connection connection) {

  static void waitFor(Mono<String> answer) {
    answer.block();
  }

  /** Named after nothing. */
  static final class TextHelper {}
}
