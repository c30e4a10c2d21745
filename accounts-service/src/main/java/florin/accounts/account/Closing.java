package florin.accounts.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That an account is closed.
 *
 * @param by whose word it is
 * @param since from when on it counts no more, in milliseconds as an event carries it
 */
public record Closing(Party by, Instant since) {

  public Closing {
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }
}
