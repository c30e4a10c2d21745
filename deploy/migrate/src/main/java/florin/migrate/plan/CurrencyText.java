package florin.migrate.plan;

import florin.events.CurrencyCode;
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
}
