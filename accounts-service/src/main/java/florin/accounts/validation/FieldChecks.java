package florin.accounts.validation;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What every request body of this service is held to; a fault names its field and the way out. */
public final class FieldChecks {

  private static final int LONGEST_NAME = 128;

  private FieldChecks() {}

  public static Rejection invalid(String pointer, String detail) {
    return new Rejection(ProblemType.INVALID_REQUEST.code(), detail, pointer);
  }

  /** A value that must be in the body. */
  public static <T> T required(@Nullable T value, String pointer) {
    if (value == null) {
      throw invalid(pointer, pointer.substring(1) + ": missing (expected: a value)");
    }
    return value;
  }

  /** A field that a PATCH may leave out but not clear. */
  public static <T> T required(Optional<T> value, String pointer) {
    return value.orElseThrow(
        () -> invalid(pointer, pointer.substring(1) + ": null (expected: a value)"));
  }

  /** A name without the blanks around it. */
  public static String name(String given, String pointer) {
    String name = CanonicalName.trimmed(given);
    if (CanonicalName.of(name).isEmpty() || name.length() > LONGEST_NAME) {
      throw invalid(
          pointer,
          "%s: %d characters (expected: 1 to %d, some of them visible)"
              .formatted(pointer.substring(1), name.length(), LONGEST_NAME));
    }
    return name;
  }

  /** An official currency. */
  public static CurrencyCode currency(String given, String pointer) {
    try {
      return CurrencyCode.official(given);
    } catch (IllegalArgumentException unknown) {
      throw invalid(
          pointer,
          "%s: '%s' (expected: an ISO 4217 code such as USD)"
              .formatted(pointer.substring(1), given));
    }
  }

  /** An amount that its currency can express. */
  public static Money money(Money given, String pointer) {
    Money money =
        new Money(given.amount(), currency(given.currency().code(), pointer + "/currency"));
    if (!money.fitsItsCurrency()) {
      throw invalid(
          pointer + "/amount",
          "amount: %s (expected: at most %d decimals, as %s has)"
              .formatted(
                  money.amount().toPlainString(),
                  money.currency().decimals().orElse(0),
                  money.currency()));
    }
    return money;
  }

  public static Rejection notFound(String what) {
    return new Rejection(ProblemType.NOT_FOUND.code(), "There is no such " + what + ".");
  }
}
