package florin.planning.spending;

import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The next day on which income is expected.
 *
 * @param everyDays the usual distance of two paydays, in days
 */
record Payday(LocalDate date, int everyDays) {

  /** The number of past days in which income is searched. */
  static final int LOOKBACK_DAYS = 90;

  private static final int LONGEST_GAP = 45;
  private static final int FOUR_WEEKS = 28;
  private static final int LONGEST_MONTH = 31;

  /** Whole words: "current" is not rent, and "salaryman" is not a salary. */
  private static final Pattern WORDS =
      Pattern.compile(
          "\\b(income|payroll|paycheck|wages?|salary|pension|gehalt|lohn|bezüge|salaire|paie|salario"
              + "|nómina|nomina|sueldo|stipendio|salaris|loon|wynagrodzenie|pensja|lön|løn|lønn"
              + "|palkka|ordenado|vencimento|mzda)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * Whether money in is pay, by the bank's category (Plaid documentation, "Personal finance
   * categories") or by its words. Interest, dividends and refunds come in too, but not on paydays.
   */
  static boolean isIncome(
      @Nullable String category, String description, @Nullable String merchant) {
    if (category != null && category.startsWith("INCOME")) {
      return !category.endsWith("INTEREST_EARNED")
          && !category.endsWith("DIVIDENDS")
          && !category.endsWith("TAX_REFUND");
    }
    return WORDS.matcher(description).find()
        || (merchant != null && WORDS.matcher(merchant).find());
  }

  /**
   * From the days on which pay came in: the last of them and then the mean of their gaps until it
   * is later than today. Gaps of a month's length are months of the calendar.
   *
   * @return empty if fewer than two days, or none of them near another, show no rhythm
   */
  static Optional<Payday> after(LocalDate today, List<LocalDate> pays) {
    List<LocalDate> days = pays.stream().distinct().sorted().toList();
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < days.size(); i++) {
      long gap = ChronoUnit.DAYS.between(days.get(i - 1), days.get(i));
      if (gap <= LONGEST_GAP) {
        gaps.add(gap);
      }
    }
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    long sum = gaps.stream().mapToLong(Long::longValue).sum();
    int every =
        BigDecimal.valueOf(sum)
            .divide(BigDecimal.valueOf(gaps.size()), 0, RoundingMode.HALF_UP)
            .intValueExact();
    return Optional.of(
        new Payday(
            monthly(gaps) ? nextMonth(today, days) : next(today, days.getLast(), every), every));
  }

  private static boolean monthly(List<Long> gaps) {
    return gaps.stream().allMatch(gap -> gap >= FOUR_WEEKS && gap <= LONGEST_MONTH)
        && !gaps.stream().allMatch(gap -> gap == FOUR_WEEKS);
  }

  private static LocalDate nextMonth(LocalDate today, List<LocalDate> days) {
    LocalDate anchor =
        days.stream().max(Comparator.comparingInt(LocalDate::getDayOfMonth)).orElseThrow();
    LocalDate last = days.getLast();
    return new Recurrence(anchor, Frequency.MONTHLY)
        .nextFrom((last.isBefore(today) ? today : last).plusDays(1))
        .orElseThrow();
  }

  private static LocalDate next(LocalDate today, LocalDate last, int every) {
    long steps = Math.max(0, ChronoUnit.DAYS.between(last, today)) / every + 1;
    return last.plusDays(steps * every);
  }
}
