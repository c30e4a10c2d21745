package florin.transactions.recurring.pattern;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Generated rows of a household, and the series among them. */
abstract class GeneratedHousehold {

  /**
   * A row.
   *
   * @param series the label of its series; empty if it belongs to none
   */
  record Row(DatedAmount row, String text, int account, boolean income, String series) {}

  /**
   * A series.
   *
   * @param next the first occurrence after the history
   */
  record Truth(String label, Cadence cadence, int occurrences, LocalDate next, BigDecimal amount) {}

  final List<Row> rows = new ArrayList<>();
  final List<Truth> truths = new ArrayList<>();

  final Random random;
  final LocalDate start;
  final LocalDate end;

  /**
   * @param shortest days of the history, which is up to {@code more} days longer
   */
  GeneratedHousehold(long seed, int shortest, int more) {
    random = new Random(seed);
    start = LocalDate.of(2022, 1, 1).plusDays(random.nextInt(400));
    end = start.plusDays(shortest + random.nextInt(more));
  }

  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean covers(LocalDate date) {
    return !date.isBefore(start) && !date.isAfter(end);
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  static BigDecimal money(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
  }

  /** A day of a month, the last one if the month is shorter. */
  LocalDate month(int i, int day, WeekendShift shift) {
    LocalDate month = start.withDayOfMonth(1).plusMonths(i);
    return shift.apply(month.withDayOfMonth(Math.min(day, month.lengthOfMonth())));
  }
}
