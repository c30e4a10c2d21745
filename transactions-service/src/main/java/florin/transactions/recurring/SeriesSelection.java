package florin.transactions.recurring;

import florin.journal.stream.Ids;
import florin.transactions.recurring.SeriesResponse.SeriesRow;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which series a list shows. States and due dates depend on the day, so they are found here and not
 * by the database.
 *
 * @param days the due dates from today on that count; absent: all series, whenever they are due
 */
record SeriesSelection(@Nullable String state, @Nullable String direction, @Nullable Integer days) {

  private static final List<String> STATES =
      List.of("suggested", "confirmed", "ended", "dismissed");
  private static final List<String> DIRECTIONS = List.of("income", "expense");
  private static final Comparator<SeriesResponse> BY_NAME =
      Comparator.comparing(SeriesResponse::name).thenComparing(SeriesResponse::id, Ids.ORDER);

  static SeriesSelection of(
      @Nullable String state, @Nullable String direction, @Nullable String dueWithin) {
    SeriesRequests.oneOf(state, "state", STATES);
    SeriesRequests.oneOf(direction, "direction", DIRECTIONS);
    return new SeriesSelection(state, direction, SeriesRequests.days(dueWithin));
  }

  /**
   * The rows of a page.
   *
   * @param after name and id of the last row of the page before; empty for the first page
   */
  List<SeriesResponse> page(List<SeriesRow> rows, LocalDate today, List<String> after, int size) {
    LocalDate until = days == null ? null : today.plusDays(days);
    return rows.stream()
        .map(row -> SeriesResponse.of(row, today, until))
        .filter(row -> state == null || row.state().equals(state))
        .filter(row -> direction == null || row.direction().equals(direction))
        .filter(row -> until == null || isDue(row, until))
        .sorted(BY_NAME)
        .dropWhile(row -> !after.isEmpty() && !isAfter(row, after))
        .limit(size)
        .toList();
  }

  private static boolean isDue(SeriesResponse row, LocalDate until) {
    return row.nextDue() != null && !row.nextDue().isAfter(until);
  }

  private static boolean isAfter(SeriesResponse row, List<String> after) {
    int order = row.name().compareTo(after.getFirst());
    return order > 0
        || (order == 0 && Ids.ORDER.compare(row.id(), UUID.fromString(after.getLast())) > 0);
  }
}
