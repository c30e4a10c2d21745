package florin.planning.spending.bill;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import florin.planning.calendar.SeriesRule;
import florin.planning.mark.OccurrenceMark;
import florin.planning.mark.OccurrenceStatus;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bill of the plan that counts.
 *
 * @param first its due date; all others are counted from it
 * @param account it is paid from, its own or the scenario's
 * @param category of its payments, if it has one
 * @param paidThrough what fell due up to this day is paid
 * @param series whose due dates it has instead
 * @param marks due dates that the user marked as paid or unpaid
 */
public record PlannedBill(
    UUID id,
    UUID scenario,
    String name,
    Money amount,
    LocalDate first,
    Frequency frequency,
    Optional<UUID> account,
    Optional<UUID> category,
    Optional<LocalDate> paidThrough,
    Optional<LinkedSeries> series,
    List<OccurrenceMark.Present> marks) {

  /** The recurring series that a bill follows. */
  record LinkedSeries(UUID id, SeriesRule rule) {}

  private static final int MOST_OVERDUE = 60;

  /**
   * The days up to another on which it is owed. Those before today are overdue: all that are not
   * paid, if the user keeps track of that; otherwise only the last one, because a plan is no record
   * of what was paid. A day that the user marked is owed as it was marked.
   */
  List<LocalDate> owed(LocalDate today, LocalDate until) {
    LocalDate from =
        paidThrough.map(paid -> paid.plusDays(1)).or(() -> lastBefore(today)).orElse(today);
    List<LocalDate> days = between(from, until);
    long overdue = days.stream().filter(day -> day.isBefore(today)).count();
    SortedSet<LocalDate> owed =
        new TreeSet<>(days.subList((int) Math.max(0, overdue - MOST_OVERDUE), days.size()));
    marked(OccurrenceStatus.UNPAID).stream().filter(day -> !day.isAfter(until)).forEach(owed::add);
    owed.removeAll(marked(OccurrenceStatus.PAID));
    return List.copyOf(owed);
  }

  /** The due days that the user marked as paid or as unpaid. */
  Set<LocalDate> marked(OccurrenceStatus status) {
    return marks.stream()
        .filter(mark -> mark.status().filter(status::equals).isPresent())
        .flatMap(mark -> dueNear(mark.dueDate()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** False for a transaction that the user declared not to pay it. */
  boolean mayBePaidBy(UUID transaction) {
    return marks.stream().noneMatch(mark -> mark.notPaidBy().contains(transaction));
  }

  /**
   * The due day that a day stands for: the nearest one, as the rule of a series may move by some
   * days.
   */
  Optional<LocalDate> dueNear(LocalDate day) {
    return between(day.minusDays(leeway()), day.plusDays(leeway())).stream()
        .min(Comparator.comparingLong(due -> Math.abs(ChronoUnit.DAYS.between(due, day))));
  }

  boolean isDue(LocalDate day) {
    return !between(day, day).isEmpty();
  }

  /** The due day that a payment is closest to, of those on which it may have been paid. */
  Optional<LocalDate> dueNearest(LocalDate paid) {
    return Stream.concat(
            lastBefore(paid.plusDays(1)).stream(),
            between(paid.plusDays(1), paid.plusDays(leeway())).stream())
        .min(
            Comparator.<LocalDate>comparingLong(due -> Math.abs(ChronoUnit.DAYS.between(due, paid)))
                .thenComparing(Comparator.naturalOrder()));
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
    return due.minusDays(leeway());
  }

  private int leeway() {
    int usual =
        series
            .map(linked -> linked.rule().usualDays())
            .orElse(frequency == Frequency.WEEKLY ? 7 : 14);
    return usual <= 7 ? 3 : 6;
  }
}
