package florin.accounts.account.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A balance with its source and time.
 *
 * @param observedAt when it was so, in milliseconds as an event carries it
 */
public record BalanceObservation(Balance balance, Source source, Instant observedAt) {

  public BalanceObservation {
    observedAt = observedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * The source: the bank, the user, the user when opening the account by hand, or, for an
   * investment account whose bank states no balance, the bank with the holdings that it lists.
   */
  public enum Source {
    PROVIDER,
    MANUAL,
    OPENING,
    HOLDINGS;

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

  /** Whether it is the sum of the holdings of an account. */
  public boolean fromHoldings() {
    return source == Source.HOLDINGS;
  }

  /** Whether the user stated it. */
  public boolean byUser() {
    return source == Source.MANUAL || source == Source.OPENING;
  }
}
