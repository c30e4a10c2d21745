package florin.accounts.account.value;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * That an account is closed.
 *
 * @param by whose word it is
 * @param since from when on it counts no more, in milliseconds as an event carries it
 */
public record AccountClosure(ClosingParty by, Instant since) {

  public AccountClosure {
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }
}
