package florin.transactions.recurring.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Series of histories in which dates, amounts or cadences are not quite regular. */
class IrregularSeriesTests {

  private final List<DatedAmount> rows = new ArrayList<>();

  private void row(LocalDate date, String amount) {
    rows.add(
        new DatedAmount(
            UUID.nameUUIDFromBytes((rows.size() + date.toString()).getBytes()),
            date,
            new BigDecimal(amount)));
  }

  private DetectedSeries only(boolean income) {
    List<DetectedSeries> found = SeriesDetector.detect(rows, income);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void aRentThatIsTransferredOnAnotherDayEachMonth() {
    int[] days = {2, 6, 3, 5, 9, 12};
    for (int i = 0; i < days.length; i++) {
      row(YearMonth.of(2025, 4).plusMonths(i).atDay(days[i]), (1210 + i * 7) + ".40");
    }
    assertThat(only(false).rule().cadence()).isEqualTo(Cadence.MONTHLY);
    assertThat(only(false).occurrences()).hasSize(6);
  }

  @Test
  void dividendsThatGrowAreQuarterlyIncome() {
    String[] amounts = {"38.50", "55.57", "70.46", "112.76", "123.76", "128.39", "149.23"};
    for (int i = 0; i < amounts.length; i++) {
      row(LocalDate.of(2023, 12, 17).plusMonths(3L * i), amounts[i]);
    }
    assertThat(only(true).rule().cadence()).isEqualTo(Cadence.QUARTERLY);
  }

  @Test
  void interestOfAFewCentsIsOneMonthlySeriesAndNoPartOfItBimonthly() {
    String[] cents = {
      "0.01", "0.05", "0.08", "0.04", "0.02", "0.04", "0.07", "0.04", "0.11", "0.04", "0.14", "0.04"
    };
    for (int i = 0; i < cents.length; i++) {
      row(YearMonth.of(2024, 6).plusMonths(i).atEndOfMonth(), cents[i]);
    }
    assertThat(only(true).rule().cadence()).isEqualTo(Cadence.MONTHLY);
    assertThat(only(true).occurrences()).hasSize(12);
  }

  @Test
  void anotherAmountOnADueDateBelongsToTheSeries() {
    for (int i = 0; i < 13; i++) {
      row(LocalDate.of(2024, 2, 20).plusMonths(i), i == 10 ? "8.00" : "16.00");
    }
    DetectedSeries series = only(false);
    assertThat(series.occurrences()).hasSize(13);
    assertThat(series.band().expected()).isEqualByComparingTo("16.00");
  }

  /** A contribution up to a limit of each year: less the last time, then nothing until January. */
  @Test
  void theLastAndSmallerPaymentsOfTwoYearsAreNoYearlySeries() {
    for (int year = 2023; year <= 2025; year++) {
      LocalDate first = LocalDate.of(year, 1, 1);
      while (first.getDayOfWeek() != DayOfWeek.FRIDAY) {
        first = first.plusDays(1);
      }
      for (int i = 0; i < 15; i++) {
        row(first.plusWeeks(2L * i), i == 14 && year < 2025 ? "350.00" : "600.00");
      }
    }
    assertThat(SeriesDetector.detect(rows, true))
        .allMatch(series -> series.rule().cadence() == Cadence.BIWEEKLY);
  }

  @Test
  void aTicketBoughtEachMonthAndForATimeEachFourWeeksIsOneSeries() {
    LocalDate date = LocalDate.of(2023, 1, 31);
    for (int i = 0; i < 20; i++) {
      row(date.plusMonths(i), "120.00");
    }
    date = rows.getLast().date();
    for (int i = 0; i < 9; i++) {
      row(date.plusDays(20).plusWeeks(4L * i), "120.00");
    }
    date = rows.getLast().date();
    for (int i = 0; i < 6; i++) {
      row(date.plusDays(45).plusMonths(i), "120.00");
    }
    assertThat(only(false).occurrences().size()).isGreaterThanOrEqualTo(33);
  }

  @Test
  void aBillThatFollowsTheSeasonHasARangeAlthoughItIsOftenTheSame() {
    int[] amounts = {
      45, 65, 52, 30, 30, 30, 30, 30, 30, 30, 30, 40, 45, 65, 49, 30, 30, 30, 30, 30, 30
    };
    for (int i = 0; i < amounts.length; i++) {
      row(LocalDate.of(2024, 1, 8).plusMonths(i), amounts[i] + ".00");
    }
    AmountBand band = only(false).band();
    assertThat(band.fixed()).isFalse();
    assertThat(band.contains(new BigDecimal("40.00"))).isTrue();
    assertThat(band.contains(new BigDecimal("60.00"))).isTrue();
  }

  @Test
  void threeEqualPaymentsToFriendsAmongManyOthersAreNoSeries() {
    row(LocalDate.of(2025, 9, 29), "5.00");
    row(LocalDate.of(2025, 10, 27), "5.00");
    row(LocalDate.of(2025, 11, 24), "5.00");
    String[] others = {
      "38.00", "27.26", "16.00", "3.33", "3.10", "30.00", "17.45", "41.00", "22.00"
    };
    for (int i = 0; i < others.length; i++) {
      row(LocalDate.of(2025, 7, 21).plusDays(16L * i), others[i]);
    }
    assertThat(SeriesDetector.detect(rows, false)).isEmpty();
  }

  @Test
  void aPaymentThatMovedByThreeDaysIsExpectedOnItsNewDay() {
    for (int i = 0; i < 16; i++) {
      row(LocalDate.of(2023, 1, i < 12 ? 20 : 23).plusMonths(i), "50.00");
    }
    DetectedSeries series = only(false);
    assertThat(series.occurrences()).hasSize(16);
    assertThat(series.rule().next(series.occurrences().getLast().date())).isEqualTo("2024-05-23");
  }

  @Test
  void aDoublePaymentIsNotTheNextAmount() {
    for (int i = 0; i < 12; i++) {
      row(LocalDate.of(2024, 1, 15).plusMonths(i), i == 11 ? "200.00" : "100.00");
    }
    AmountBand band = only(false).band();
    assertThat(band.expected()).isEqualByComparingTo("100.00");
    assertThat(band.contains(new BigDecimal("200.00"))).isTrue();
  }
}
