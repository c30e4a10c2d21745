package florin.planning.validation;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import florin.planning.problem.PlanningProblem;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Names, notes, dates and amounts of a plan; each is given back as it is kept. */
public final class FieldChecks {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_NOTE = 1000;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;
  private static final BigDecimal TOO_MUCH = BigDecimal.TEN.pow(13);

  private FieldChecks() {}

  public static String name(String given, String field) {
    String name = text(CanonicalName.trimmed(given), field, LONGEST_NAME);
    if (CanonicalName.of(name).isEmpty()) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          field + ": no visible character (expected: at least one)",
          "/" + field);
    }
    return name;
  }

  public static String note(String given, String field) {
    return text(given, field, LONGEST_NOTE);
  }

  private static String text(String given, String field, int longest) {
    String text = given.strip();
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > longest || text.codePoints().anyMatch(FieldChecks::unprintable)) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          "%s: %d characters (expected: 1 to %d, none of them a control character)"
              .formatted(field, length, longest),
          "/" + field);
    }
    return text;
  }

  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE; // half a pair: no UTF-8 holds it
  }

  public static LocalDate date(LocalDate date, String field) {
    if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
      throw new Rejection(
          PlanningProblem.DATE_OUT_OF_RANGE,
          "%s: %s (expected: in the years %d to %d)".formatted(field, date, FIRST_YEAR, LAST_YEAR),
          "/" + field);
    }
    return date;
  }

  /** No more decimals than the currency has. */
  public static Money fitsCurrency(Money money, String field) {
    if (!money.fitsItsCurrency()) {
      throw new Rejection(
          ProblemType.TOO_MANY_DECIMALS,
          "amount: %s (expected: at most %d decimals)"
              .formatted(money, money.currency().decimals().orElse(0)),
          "/" + field + "/amount");
    }
    return money;
  }

  /** Exact, not below zero, and small enough that sums of many of them are still amounts. */
  public static Money notNegative(Money money, String field) {
    if (money.amount().signum() < 0) {
      throw new Rejection(
          PlanningProblem.AMOUNT_OUT_OF_RANGE,
          "amount: %s (expected: 0 or more)".formatted(money.amount().toPlainString()),
          "/" + field + "/amount");
    }
    if (money.amount().compareTo(TOO_MUCH) >= 0) {
      throw new Rejection(
          PlanningProblem.AMOUNT_OUT_OF_RANGE,
          "amount: %s (expected: less than %s)"
              .formatted(money.amount().toPlainString(), TOO_MUCH.toPlainString()),
          "/" + field + "/amount");
    }
    return fitsCurrency(money, field);
  }

  /**
   * In the currency that is expected.
   *
   * @param whose the currency is, for the refusal
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
