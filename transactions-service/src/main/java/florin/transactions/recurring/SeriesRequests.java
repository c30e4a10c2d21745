package florin.transactions.recurring;

import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.journal.web.PatchField;
import florin.journal.web.problem.ProblemType;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.recurring.pattern.Cadence;
import florin.transactions.recurring.pattern.DueRule;
import florin.transactions.recurring.series.Direction;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesOverrides;
import florin.transactions.validation.NameChecks;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks of what users send about series. */
final class SeriesRequests {

  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);
  private static final int MOST_DAYS = 366;

  private SeriesRequests() {}

  static <T> T required(@Nullable T value, String field, String expected) {
    if (value == null) {
      throw new Rejection(
          "invalid-request", field + ": missing (expected: " + expected + ")", "/" + field);
    }
    return value;
  }

  static Cadence cadence(String text) {
    return Cadence.named(text)
        .orElseThrow(
            () ->
                new Rejection(
                    TransactionsProblem.CADENCE_UNKNOWN,
                    "cadence: '" + text + "' (expected: one of " + Cadence.all() + ")",
                    "/cadence"));
  }

  static LocalDate due(LocalDate date) {
    if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
      throw new Rejection(
          TransactionsProblem.DUE_DATE_OUT_OF_RANGE,
          "nextDue: '" + date + "' (expected: between " + EARLIEST + " and " + LATEST + ")",
          "/nextDue");
    }
    return date;
  }

  /** The amount without its sign. */
  static BigDecimal size(Money amount, String currency) {
    if (!amount.currency().code().equals(currency)) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "amount: in " + amount.currency() + " (expected: " + currency + ")",
          "/amount/currency");
    }
    if (!amount.fitsItsCurrency()) {
      throw new Rejection(
          ProblemType.TOO_MANY_DECIMALS,
          "amount: '"
              + amount.amount()
              + "' (expected: no more decimals than "
              + amount.currency()
              + " has)",
          "/amount/amount");
    }
    if (amount.isZero()) {
      throw new Rejection(
          TransactionsProblem.AMOUNT_ZERO,
          "amount: 0 (expected: money in or out)",
          "/amount/amount");
    }
    return amount.amount().abs();
  }

  /**
   * The user's values after a PATCH.
   *
   * @param nextDue the next due date as it is shown
   */
  static SeriesOverrides overrides(
      Series.Present series,
      PatchField<String> name,
      PatchField<Money> amount,
      PatchField<String> cadence,
      PatchField<LocalDate> nextDue,
      LocalDate shownDue) {
    SeriesOverrides before = series.overrides();
    Direction direction = series.group().direction();
    Optional<DueRule> rule = before.rule();
    if (cadence.present() || nextDue.present()) {
      boolean cleared = cadence.value().isEmpty() && nextDue.value().isEmpty();
      rule =
          cleared
              ? Optional.empty()
              : Optional.of(
                  DueRule.from(
                      cadence.value().map(SeriesRequests::cadence).orElse(series.rule().cadence()),
                      nextDue.value().map(SeriesRequests::due).orElse(shownDue)));
    }
    return new SeriesOverrides(
        name.present() ? name.value().map(NameChecks::name) : before.name(),
        rule,
        amount.present() ? amount.value().map(given -> signed(given, direction)) : before.amount());
  }

  private static BigDecimal signed(Money amount, Direction direction) {
    BigDecimal size = size(amount, direction.currency());
    if (amount.amount().signum() > 0 != direction.income()) {
      throw new Rejection(
          TransactionsProblem.SERIES_DIRECTION,
          "amount: '"
              + amount.amount()
              + "' (expected: "
              + (direction.income() ? "above 0, as of income" : "below 0, as of an expense")
              + ")",
          "/amount/amount");
    }
    return size;
  }

  /** The days of {@code 14d}. */
  static @Nullable Integer days(@Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean fits = text.matches("\\d{1,3}d");
    int days = fits ? Integer.parseInt(text.substring(0, text.length() - 1)) : MOST_DAYS + 1;
    if (days > MOST_DAYS) {
      throw new Rejection(
          "invalid-parameter",
          "dueWithin: '" + text + "' (expected: days from 0d to " + MOST_DAYS + "d, such as 14d)",
          "dueWithin");
    }
    return days;
  }

  static void oneOf(@Nullable String value, String parameter, List<String> allowed) {
    if (value != null && !allowed.contains(value)) {
      throw new Rejection(
          "invalid-parameter",
          parameter + ": '" + value + "' (expected: one of " + String.join(", ", allowed) + ")",
          parameter);
    }
  }
}
