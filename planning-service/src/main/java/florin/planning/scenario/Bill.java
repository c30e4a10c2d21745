package florin.planning.scenario;

import florin.events.Money;
import florin.planning.calendar.Frequency;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Something to pay.
 *
 * @param amount what it costs each time, never negative: that it is paid out is in the word bill
 * @param dueDate the first one, if it is known: all others are counted from it
 * @param account it is paid from, if not the scenario's
 * @param paidThrough what fell due up to this day, it included, is paid
 * @param series the recurring series whose amount and due dates it follows
 */
public record Bill(
    UUID id,
    String name,
    Money amount,
    Optional<LocalDate> dueDate,
    Frequency frequency,
    Optional<UUID> account,
    Optional<UUID> category,
    Optional<LocalDate> paidThrough,
    Optional<UUID> series) {

  /** The same in a category, or in none. */
  public Bill in(Optional<UUID> other) {
    return new Bill(id, name, amount, dueDate, frequency, account, other, paidThrough, series);
  }

  /** The same under another id. */
  public Bill as(UUID other) {
    return new Bill(
        other, name, amount, dueDate, frequency, account, category, paidThrough, series);
  }

  /** The same, paid through a day; it stays paid through a later day that it has. */
  public Bill paidThrough(LocalDate day) {
    LocalDate last = paidThrough.filter(day::isBefore).orElse(day);
    return new Bill(
        id, name, amount, dueDate, frequency, account, category, Optional.of(last), series);
  }
}
