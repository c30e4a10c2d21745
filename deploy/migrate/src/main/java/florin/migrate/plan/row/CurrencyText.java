package florin.migrate.plan.row;

import florin.events.CurrencyCode;
import florin.migrate.source.ExactAmounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** Currency codes of the source. */
public final class CurrencyText {

  private CurrencyText() {}

  /** The code that a text is, empty if Florin takes it for none. */
  public static Optional<String> code(Optional<String> text) {
    try {
      return text.map(code -> new CurrencyCode(code.strip().toUpperCase(Locale.ROOT)).code());
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** The code of ISO 4217 that a text is, empty if it is none. */
  public static Optional<String> official(Optional<String> text) {
    try {
      return text.map(code -> CurrencyCode.official(code.strip().toUpperCase(Locale.ROOT)).code());
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /**
   * What a code becomes that is not brought as it is stored, empty if it is.
   *
   * @param official whether a code of ISO 4217 is expected
   */
  public static Optional<String> changeOf(Optional<String> text, boolean official) {
    Optional<String> code = code(text);
    if (text.isEmpty() || code.equals(text) && (!official || official(code).isPresent())) {
      return Optional.empty();
    }
    String stored = Vocabulary.cut(text.get(), 60);
    return Optional.of(
        code.isEmpty()
            ? "'%s' read as absent (expected: a currency code)".formatted(stored)
            : official && official(code).isEmpty()
                ? "'%s' brought as an unofficial currency (expected: a code of ISO 4217)"
                    .formatted(stored)
                : "'%s' became %s".formatted(stored, code.get()));
  }

  /** An amount with no more decimals than its currency has. */
  public static BigDecimal rounded(BigDecimal amount, String code) {
    int decimals = decimals(code);
    return amount.stripTrailingZeros().scale() > decimals
        ? amount.setScale(decimals, RoundingMode.HALF_UP)
        : amount;
  }

  private static int decimals(String code) {
    try {
      int digits = Currency.getInstance(code).getDefaultFractionDigits();
      return digits < 0 ? ExactAmounts.AMOUNT_DECIMALS : digits;
    } catch (IllegalArgumentException unofficial) {
      return ExactAmounts.AMOUNT_DECIMALS;
    }
  }
}
