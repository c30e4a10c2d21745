package florin.planning.spending;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import florin.planning.calendar.SeriesRule;
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
 * @param series whose due dates it has instead
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
    Optional<LocalDate> paidThrough,
    Optional<LinkedSeries> series) {

  /** The recurring series that a bill follows. */
  record LinkedSeries(UUID id, SeriesRule rule) {}

  private static final int MOST_OVERDUE = 60;

  /**
   * The days up to another on which it is owed. Those before today are overdue: all that are not
   * paid, if the user keeps track of that; otherwise only the last one, because a plan is no record
   * of what was paid.
   */
  List<LocalDate> owed(LocalDate today, LocalDate until) {
    LocalDate from =
        paidThrough.map(paid -> paid.plusDays(1)).or(() -> lastBefore(today)).orElse(today);
    List<LocalDate> days = between(from, until);
    long overdue = days.stream().filter(day -> day.isBefore(today)).count();
    return days.subList((int) Math.max(0, overdue - MOST_OVERDUE), days.size());
  }

  /** The last due day that its user declared paid. */
  Optional<LocalDate> lastPaid() {
    return paidThrough.flatMap(day -> lastBefore(day.plusDays(1)));
  }

  private List<LocalDate> between(LocalDate from, LocalDate until) {
    return series
        .map(linked -> linked.rule().between(from, until))
        .orElseGet(() -> new Recurrence(first, frequency).between(from, until));
  }

  private Optional<LocalDate> lastBefore(LocalDate day) {
    return series
        .map(linked -> Optional.of(linked.rule().lastBefore(day)))
        .orElseGet(() -> new Recurrence(first, frequency).lastBefore(day));
  }

  /**
   * The first day on which it may have been paid: before it is due by less than half its rhythm.
   */
  LocalDate earliest(LocalDate due) {
    int usual =
        series
            .map(linked -> linked.rule().usualDays())
            .orElse(frequency == Frequency.WEEKLY ? 7 : 14);
    return due.minusDays(usual <= 7 ? 3 : 6);
  }
}
