package florin.planning.validation;

import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.web.field.FieldChecks;
import florin.journal.web.input.InputRules;
import florin.planning.calendar.Frequency;
import florin.planning.problem.PlanningProblem;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Checks of the fields that plans have beside those of every request: see {@link FieldChecks}. */
public final class PlanFields {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_NOTE = 1000;
  private static final BigDecimal LIMIT = InputRules.AMOUNT_LIMIT;

  private PlanFields() {}

  public static String name(String given, String field) {
    return FieldChecks.name(given, field, LONGEST_NAME);
  }

  public static String note(String given, String field) {
    return FieldChecks.text(given, field, LONGEST_NOTE);
  }

  public static LocalDate date(LocalDate date, String field) {
    if (!InputRules.storable(date)) {
      throw new Rejection(
          PlanningProblem.DATE_OUT_OF_RANGE,
          "%s: %s (expected: in the years 1900 to 9999)".formatted(field, date),
          "/" + field);
    }
    return date;
  }

  /** Exact, not below zero, and small enough that sums of many of them are still amounts. */
  public static Money notNegative(Money money, String field) {
    if (money.amount().signum() < 0) {
      throw new Rejection(
          PlanningProblem.AMOUNT_OUT_OF_RANGE,
          "amount: %s (expected: 0 or more)".formatted(money.amount().toPlainString()),
          "/" + field + "/amount");
    }
    if (money.amount().compareTo(LIMIT) >= 0) {
      throw new Rejection(
          PlanningProblem.AMOUNT_OUT_OF_RANGE,
          "amount: %s (expected: less than %s)"
              .formatted(money.amount().toPlainString(), LIMIT.toPlainString()),
          "/" + field + "/amount");
    }
    return FieldChecks.fitsCurrency(money, field);
  }

  public static Frequency frequency(String text) {
    return Frequency.named(text)
        .orElseThrow(
            () ->
                FieldChecks.invalid(
                    "frequency",
                    "frequency: '%s' (expected: one of %s)".formatted(text, Frequency.all())));
  }
}
