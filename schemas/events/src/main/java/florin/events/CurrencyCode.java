package florin.events;

import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The currency of an amount: an ISO 4217 code, or the verbatim code a provider gave to something
 * that is not official money (Plaid: {@code unofficial_currency_code}).
 *
 * @param code 1 to 16 characters, never blank
 */
public record CurrencyCode(String code) {

  private static final int LONGEST = 16;
  private static final Set<String> OFFICIAL =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  public CurrencyCode {
    Objects.requireNonNull(code, "code");
    if (code.isBlank() || code.length() > LONGEST) {
      throw new IllegalArgumentException(
          "currency: '" + code + "' (expected: 1 to " + LONGEST + " characters)");
    }
  }

  /** Whether the code is in ISO 4217; it is case-sensitive. */
  public boolean official() {
    return OFFICIAL.contains(code);
  }

  /**
   * The decimals ISO 4217 gives the currency; empty for unofficial codes and for those without
   * minor unit.
   */
  public OptionalInt decimals() {
    if (!official()) {
      return OptionalInt.empty();
    }
    int digits = Currency.getInstance(code).getDefaultFractionDigits();
    return digits < 0 ? OptionalInt.empty() : OptionalInt.of(digits);
  }

  /** The official currency with this code in any case, or an exception naming the value. */
  public static CurrencyCode official(String code) {
    CurrencyCode upper = new CurrencyCode(code.toUpperCase(Locale.ROOT));
    if (!upper.official()) {
      throw new IllegalArgumentException(
          "currency: '" + code + "' (expected: an ISO 4217 code such as USD)");
    }
    return upper;
  }

  @Override
  public String toString() {
    return code;
  }
}
