package florin.transactions.recurring;

import florin.transactions.recurring.pattern.Cadence;
import florin.transactions.recurring.pattern.DueRule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The due dates of a series as a day sees them.
 *
 * @param last the latest occurrence, if there is one
 */
public record SeriesSchedule(DueRule rule, Optional<LocalDate> last, LocalDate today) {

  private static final int MOST_DATES = 60;
  private static final int SLACK_PART = 6;

  /** Whether so many due dates passed without an occurrence that the series has ended. */
  public boolean silent() {
    Cadence cadence = rule.cadence();
    long slack = Math.round(cadence.usualDays() / SLACK_PART) + cadence.tolerance();
    LocalDate latest = rule.due(first() + cadence.silentPeriods() - 1);
    return latest.plusDays(slack).isBefore(today);
  }

  /** The number of the first due date without an occurrence. */
  private long first() {
    return last.map(this::after).orElse(0L);
  }

  /** An occurrence far from all due dates, as of another rule, is of none of them. */
  private long after(LocalDate date) {
    long number = rule.number(date);
    return rule.deviation(date) <= rule.cadence().tolerance() || rule.due(number).isBefore(date)
        ? number + 1
        : number;
  }

  /**
   * The due dates that an occurrence is still expected for, at least one. One that has passed stays
   * for as long as its occurrence may be late.
   *
   * @param until the last day
   */
  public List<LocalDate> due(LocalDate until) {
    long number = Math.max(first(), rule.number(today) - 2);
    LocalDate from = today.minusDays(rule.cadence().tolerance());
    while (rule.due(number).isBefore(from)) {
      number++;
    }
    List<LocalDate> dates = new ArrayList<>(List.of(rule.due(number)));
    LocalDate next = rule.due(number + 1);
    while (!next.isAfter(until) && dates.size() < MOST_DATES) {
      dates.add(next);
      number++;
      next = rule.due(number + 1);
    }
    return List.copyOf(dates);
  }
}
