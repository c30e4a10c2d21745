package florin.journal.web.field;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.input.InputRules;
import florin.journal.web.problem.ProblemType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the fields of a request that its types do not express. Each returns the value to store;
 * a failed check is a {@link Rejection} that names the field, the value and what was expected. A
 * field is a path in the body, without a leading slash: {@code name}, {@code parts/0/amount}.
 */
public final class FieldChecks {

  private FieldChecks() {}

  public static Rejection invalid(String field, String detail) {
    return new Rejection(ProblemType.INVALID_REQUEST, detail, "/" + field);
  }

  public static Rejection notFound(String resource) {
    return new Rejection(ProblemType.NOT_FOUND.code(), "There is no such " + resource + ".");
  }

  /**
   * The refusal of an account that this service does not have. A new account can still arrive, so
   * that the same request succeeds later; any other one does not exist.
   *
   * @param pointer of the field in the body
   */
  public static Rejection unknownAccount(UUID account, String field, String pointer) {
    return Ids.mayBeRecent(account)
        ? new Rejection(
            ProblemType.ACCOUNT_NOT_KNOWN_YET,
            "%s: '%s' is not known here yet (expected: one of /api/accounts)"
                .formatted(field, account),
            pointer)
        : new Rejection(
            ProblemType.UNKNOWN_ACCOUNT,
            "%s: '%s' (expected: one of /api/accounts)".formatted(field, account),
            pointer);
  }

  /** A value that the body must have. */
  public static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw invalid(field, field + ": missing (expected: a value)");
    }
    return value;
  }

  /**
   * A name without the blanks around it, with at least one visible character.
   *
   * @param longest in code points
   */
  public static String name(String given, String field, int longest) {
    String name = text(CanonicalName.trimmed(given), field, longest);
    if (CanonicalName.of(name).isEmpty()) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          field + ": no visible character (expected: at least one)",
          "/" + field);
    }
    return name;
  }

  /**
   * Text of one line, not blank, without the blanks around it.
   *
   * @param longest in code points
   */
  public static String text(String given, String field, int longest) {
    String text = given.strip();
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > longest || text.codePoints().anyMatch(InputRules::isControl)) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          "%s: %d characters (expected: 1 to %d, none of them a control character)"
              .formatted(field, length, longest),
          "/" + field);
    }
    return text;
  }

  /** A currency of ISO 4217. */
  public static CurrencyCode officialCurrency(String given, String field) {
    try {
      return CurrencyCode.official(given);
    } catch (IllegalArgumentException unknown) {
      throw invalid(
          field, "%s: '%s' (expected: an ISO 4217 code such as USD)".formatted(field, given));
    }
  }

  /** An amount in a currency of ISO 4217, with no more decimals than it has. */
  public static Money officialMoney(Money given, String field) {
    CurrencyCode currency = officialCurrency(given.currency().code(), field + "/currency");
    return fitsCurrency(new Money(given.amount(), currency), field);
  }

  /** An amount with no more decimals than its currency has. */
  public static Money fitsCurrency(Money money, String field) {
    if (!money.fitsItsCurrency()) {
      throw new Rejection(
          ProblemType.TOO_MANY_DECIMALS,
          "amount: %s (expected: at most %d decimals, as %s has)"
              .formatted(
                  money.amount().toPlainString(),
                  money.currency().decimals().orElse(0),
                  money.currency()),
          "/" + field + "/amount");
    }
    return money;
  }

  /**
   * An amount in the expected currency.
   *
   * @param whose the currency is, for the detail: {@code the account's}
   */
  public static Money inCurrency(CurrencyCode expected, String whose, Money money, String field) {
    if (!money.currency().equals(expected)) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "currency: '%s' (expected: %s, %s)".formatted(money.currency(), expected, whose),
          "/" + field + "/currency");
    }
    return money;
  }
}
