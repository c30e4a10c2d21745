package florin.planning.spending;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A bill of the plan that counts.
 *
 * @param first its due date; all others are counted from it
 * @param account it is paid from, its own or the scenario's
 * @param category of its payments, if it has one
 * @param paidThrough what fell due up to this day is paid
 */
record PlannedBill(
    UUID id,
    UUID scenario,
    String name,
    Money amount,
    LocalDate first,
    Frequency frequency,
    Optional<UUID> account,
    Optional<UUID> category,
    Optional<LocalDate> paidThrough) {

  private static final int MOST_OVERDUE = 60;

  /**
   * The days up to another on which it is owed. Those before today are overdue: all that are not
   * paid, if the user keeps track of that; otherwise only the last one, because a plan is no record
   * of what was paid.
   */
  List<LocalDate> owed(LocalDate today, LocalDate until) {
    Recurrence recurrence = new Recurrence(first, frequency);
    LocalDate from =
        paidThrough
            .map(paid -> paid.plusDays(1))
            .or(() -> recurrence.lastBefore(today))
            .orElse(today);
    List<LocalDate> days = recurrence.between(from, until);
    long overdue = days.stream().filter(day -> day.isBefore(today)).count();
    return days.subList((int) Math.max(0, overdue - MOST_OVERDUE), days.size());
  }

  /** The last due day that its user declared paid. */
  Optional<LocalDate> lastPaid() {
    return paidThrough.flatMap(day -> new Recurrence(first, frequency).lastBefore(day.plusDays(1)));
  }

  /**
   * The first day on which it may have been paid: before it is due by less than half its rhythm.
   */
  LocalDate earliest(LocalDate due) {
    return due.minusDays(frequency == Frequency.WEEKLY ? 3 : 6);
  }
}
