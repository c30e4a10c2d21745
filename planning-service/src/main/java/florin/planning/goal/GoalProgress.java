package florin.planning.goal;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.planning.goal.share.Share;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The progress of a goal, in whole calendar months and the smallest unit of the currency.
 *
 * @param achieved what is saved or paid off
 * @param remaining what is still to be saved or paid off
 * @param percent of the target, rounded down, at most 100
 * @param required what must be put aside every month from today to reach the target by its day; all
 *     of the rest in the last month and after the day; empty without a day
 * @param projected the day on which the target is reached if it goes on like this; empty if it does
 *     not go on or takes more than a hundred years
 */
record GoalProgress(
    Money achieved,
    Money remaining,
    int percent,
    Optional<Money> required,
    Optional<LocalDate> projected,
    Optional<Basis> basis) {

  /** The days that a pace is taken from. */
  static final int PACE_DAYS = 90;

  private static final int HUNDRED = 100;
  private static final int LONGEST_YEARS = 100;
  private static final int MONTHS = 12;

  /** The basis of a projection. */
  enum Basis {
    /** The monthly contribution that the user plans. */
    CONTRIBUTION,
    /** The inflow of the account in the last 90 days. */
    PACE;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param inflow what came onto the goal's account in the last {@link #PACE_DAYS} days; goals
   *     before this one have it first
   */
  static GoalProgress of(
      GoalDetails goalDetails, Share share, Optional<BigDecimal> inflow, LocalDate today) {
    CurrencyCode currency = goalDetails.target().currency();
    BigDecimal rest = share.remaining();
    Optional<Money> required =
        goalDetails.dueDate().map(due -> new Money(perMonth(rest, today, due, currency), currency));
    Optional<Basis> basis =
        goalDetails.monthly().isPresent()
            ? Optional.of(Basis.CONTRIBUTION)
            : inflow.map(_ -> Basis.PACE);
    return new GoalProgress(
        new Money(share.achieved(), currency),
        new Money(rest, currency),
        share
            .achieved()
            .multiply(BigDecimal.valueOf(HUNDRED))
            .divide(goalDetails.target().amount(), 0, RoundingMode.FLOOR)
            .min(BigDecimal.valueOf(HUNDRED))
            .intValueExact(),
        required,
        rest.signum() == 0 ? Optional.of(today) : projected(goalDetails, share, inflow, today),
        rest.signum() == 0 ? Optional.empty() : basis);
  }

  private static BigDecimal perMonth(
      BigDecimal rest, LocalDate today, LocalDate due, CurrencyCode currency) {
    long whole = Math.max(0, ChronoUnit.MONTHS.between(today, due));
    long months = today.plusMonths(whole).isBefore(due) ? whole + 1 : Math.max(1, whole);
    return rest.divide(
        BigDecimal.valueOf(months), currency.decimals().orElse(Money.SCALE), RoundingMode.CEILING);
  }

  private static Optional<LocalDate> projected(
      GoalDetails goalDetails, Share share, Optional<BigDecimal> inflow, LocalDate today) {
    if (goalDetails.monthly().isPresent()) {
      return periods(
              share.remaining(), goalDetails.monthly().get().amount(), LONGEST_YEARS * MONTHS)
          .map(today::plusMonths);
    }
    return inflow
        .flatMap(
            amount ->
                periods(
                    share.ahead().add(share.remaining()).multiply(BigDecimal.valueOf(PACE_DAYS)),
                    amount,
                    ChronoUnit.DAYS.between(today, today.plusYears(LONGEST_YEARS))))
        .map(today::plusDays);
  }

  private static Optional<Long> periods(BigDecimal rest, BigDecimal each, long most) {
    if (each.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal needed = rest.divide(each, 0, RoundingMode.CEILING);
    return needed.compareTo(BigDecimal.valueOf(most)) > 0
        ? Optional.empty()
        : Optional.of(needed.longValueExact());
  }
}
