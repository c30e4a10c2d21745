package florin.accounts.account.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A balance, who said it and when.
 *
 * @param observedAt when it was so, in milliseconds as an event carries it
 */
public record BalanceObservation(Balance balance, Source source, Instant observedAt) {

  public BalanceObservation {
    observedAt = observedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Who said it: the bank, the user, or the user when opening the account by hand. */
  public enum Source {
    PROVIDER,
    MANUAL,
    OPENING;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Source of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** The calendar day it belongs to, in UTC. */
  public LocalDate day() {
    return LocalDate.ofInstant(observedAt, ZoneOffset.UTC);
  }

  public boolean fromProvider() {
    return source == Source.PROVIDER;
  }
}
