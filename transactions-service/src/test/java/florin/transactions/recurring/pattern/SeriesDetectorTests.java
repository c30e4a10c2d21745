package florin.transactions.recurring.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeriesDetectorTests {

  private final List<DatedAmount> rows = new ArrayList<>();

  private void row(String date, String amount) {
    row(LocalDate.parse(date), amount);
  }

  private void row(LocalDate date, String amount) {
    rows.add(
        new DatedAmount(
            UUID.nameUUIDFromBytes((rows.size() + date.toString()).getBytes()),
            date,
            new BigDecimal(amount)));
  }

  private List<DetectedSeries> expenses() {
    return SeriesDetector.detect(rows, false);
  }

  private DetectedSeries onlyExpense() {
    assertThat(expenses()).hasSize(1);
    return expenses().getFirst();
  }

  private DetectedSeries onlyIncome() {
    List<DetectedSeries> found = SeriesDetector.detect(rows, true);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static LocalDate next(DetectedSeries series) {
    return series.rule().next(series.occurrences().getLast().date());
  }

  private static List<LocalDate> nextDates(List<DetectedSeries> found) {
    return found.stream().map(SeriesDetectorTests::next).sorted().toList();
  }

  @Nested
  class Cases {

    @Test
    void c65ThreeYearlyPoliciesOfOneInsurerAreNoQuarterlyBill() {
      for (int year = 2023; year <= 2025; year++) {
        row(year + "-02-10", year == 2025 ? "424.36" : "412.00");
        row(year + "-06-12", "138.00");
        row(year + "-10-09", "151.00");
      }
      List<DetectedSeries> found = expenses();
      assertThat(found).hasSize(3);
      assertThat(found).allMatch(series -> series.rule().cadence() == Cadence.YEARLY);
      assertThat(nextDates(found))
          .containsExactly(
              LocalDate.parse("2026-02-10"),
              LocalDate.parse("2026-06-12"),
              LocalDate.parse("2026-10-09"));
      assertThat(found.getFirst().band().expected()).isEqualByComparingTo("424.36");
    }

    @Test
    void c67OneSubscriptionDespiteAPriceChangeAMissingMonthAndAGiftCard() {
      String[] early = {"2025-01-09", "2025-02-10", "2025-03-08", "2025-04-09", "2025-05-09"};
      String[] late = {"2025-07-09", "2025-08-10", "2025-09-09", "2025-10-08"};
      for (String date : early) {
        row(date, "10.99");
      }
      for (String date : late) {
        row(date, "11.99");
      }
      row("2025-08-23", "119.00");
      DetectedSeries series = onlyExpense();
      assertThat(series.rule().cadence()).isEqualTo(Cadence.MONTHLY);
      assertThat(series.occurrences()).hasSize(9);
      assertThat(series.band().expected()).isEqualByComparingTo("11.99");
      assertThat(next(series)).isEqualTo("2025-11-09");
      assertThat(series.priceChanges())
          .containsExactly(
              new PriceChange(
                  new BigDecimal("10.99"), new BigDecimal("11.99"), LocalDate.parse("2025-07-09")));
    }

    @Test
    void c67TheTextsOfOneMerchantHaveOneKey() {
      assertThat(PayeeKey.of("SPOTIFY P2A91F34 STOCKHOLM"))
          .isEqualTo(PayeeKey.of("SPOTIFY P77C1B00 STOCKHOLM SE"))
          .isEqualTo("spotify");
    }

    @Test
    void c67AnElectricityBillHasABandAroundItsAmounts() {
      row("2025-07-20", "61.20");
      row("2025-08-21", "58.75");
      row("2025-09-22", "70.10");
      row("2025-10-20", "66.66");
      DetectedSeries series = onlyExpense();
      assertThat(series.rule().cadence()).isEqualTo(Cadence.MONTHLY);
      assertThat(series.band().expected()).isBetween(new BigDecimal("60"), new BigDecimal("68"));
      assertThat(series.band().contains(new BigDecimal("64.00"))).isTrue();
    }

    @Test
    void c69SeldomSeries() {
      for (String date : List.of("2025-01-14", "2025-04-14", "2025-07-14", "2025-10-14")) {
        row(date, "84.10");
      }
      assertThat(onlyExpense().rule().cadence()).isEqualTo(Cadence.QUARTERLY);
      assertThat(next(onlyExpense())).isEqualTo("2026-01-14");
      rows.clear();
      for (String date : List.of("2023-03-01", "2024-03-01", "2025-03-01")) {
        row(date, "12.00");
      }
      assertThat(onlyExpense().rule().cadence()).isEqualTo(Cadence.YEARLY);
      assertThat(next(onlyExpense())).isEqualTo("2026-03-01");
    }

    @Test
    void c69ASeriesThatComesAgainAfterAPauseIsTheSame() {
      for (int month = 10; month <= 17; month++) {
        row(YearMonth.of(2024, 1).plusMonths(month - 1).atDay(10), "19.90");
      }
      row("2026-01-10", "19.90");
      assertThat(onlyExpense().occurrences()).hasSize(9);
      row("2026-02-10", "19.90");
      row("2026-03-10", "19.90");
      row("2026-04-10", "19.90");
      assertThat(onlyExpense().occurrences()).hasSize(12);
    }

    @Test
    void c70PaydaysOnTheFifteenthAndTheLastDay() {
      for (String date :
          List.of(
              "2026-05-15", "2026-05-29", "2026-06-15", "2026-06-30", "2026-07-15", "2026-07-31")) {
        row(date, "2100.00");
      }
      DetectedSeries series = onlyIncome();
      assertThat(series.rule().cadence()).isEqualTo(Cadence.SEMI_MONTHLY);
      assertThat(next(series)).isEqualTo("2026-08-14");
    }

    @Test
    void c70LastWorkingDay() {
      row("2026-04-30", "3000.00");
      row("2026-05-29", "3000.00");
      row("2026-06-30", "3000.00");
      assertThat(onlyIncome().rule().cadence()).isEqualTo(Cadence.MONTHLY);
      assertThat(next(onlyIncome())).isEqualTo("2026-07-31");
    }

    @Test
    void c70EverySecondFriday() {
      for (int i = 0; i < 16; i++) {
        row(LocalDate.parse("2026-01-02").plusWeeks(2L * i), "1800.00");
      }
      assertThat(onlyIncome().rule().cadence()).isEqualTo(Cadence.BIWEEKLY);
      assertThat(next(onlyIncome())).isEqualTo("2026-08-14");
    }

    @Test
    void c70FebruaryHasAPayday() {
      for (int month = 9; month <= 13; month++) {
        YearMonth of = YearMonth.of(2025, 1).plusMonths(month - 1);
        row(of.atDay(Math.min(30, of.lengthOfMonth())), "2500.00");
      }
      assertThat(next(onlyIncome()))
          .isBetween(LocalDate.parse("2026-02-27"), LocalDate.parse("2026-02-28"));
    }
  }

  @Test
  void anotherPlanFromOneMonthToTheNextIsAChangeOfPrice() {
    for (int i = 0; i < 12; i++) {
      row(LocalDate.parse("2025-01-14").plusMonths(i), i < 6 ? "8.99" : "15.99");
    }
    assertThat(onlyExpense().priceChanges())
        .containsExactly(
            new PriceChange(
                new BigDecimal("8.99"), new BigDecimal("15.99"), LocalDate.parse("2025-07-14")));
  }

  @Test
  void aBillPaidByHandIsNotPunctual() {
    int[] days = {3, 6, 1, 5, 8, 4, 2, 7, 5, 3};
    for (int i = 0; i < days.length; i++) {
      row(YearMonth.of(2025, 1).plusMonths(i).atDay(days[i]), (60 + i * 3 % 7) + ".10");
    }
    assertThat(onlyExpense().rule().cadence()).isEqualTo(Cadence.MONTHLY);
    assertThat(onlyExpense().occurrences()).hasSize(10);
  }

  @Test
  void similarAmountsOnEverySecondDueDateAreNoSeriesOfTheirOwn() {
    String[] amounts = {"80.00", "95.00", "81.00", "71.00", "82.50", "90.00", "80.50", "99.00"};
    for (int i = 0; i < amounts.length; i++) {
      row(LocalDate.parse("2023-01-14").plusMonths(3L * i), amounts[i]);
    }
    assertThat(onlyExpense().rule().cadence()).isEqualTo(Cadence.QUARTERLY);
  }

  @Test
  void bankTermsAndReferencesAreNoPayee() {
    assertThat(PayeeKey.of("PURCHASE AUTHORIZED ON 04/15 NETFLIX.COM LOS GATOS CA S464"))
        .isEqualTo("netflix");
    assertThat(PayeeKey.of("DIRECT DEBIT PAYMENT TO SKY DIGITAL REF 123, MANDATE NO 0012"))
        .isEqualTo("sky");
    assertThat(PayeeKey.of("SEPA-Basislastschrift Stadtwerke München GmbH"))
        .isEqualTo("stadtwerke");
    assertThat(PayeeKey.of("CHECK 1021")).isEqualTo("check");
    assertThat(PayeeKey.of("4711")).isEqualTo("4711");
    assertThat(PayeeKey.of(" - ")).isEqualTo("-");
  }

  @Nested
  class CalendarRules {

    @Test
    void theLastDayOfTheMonthAcrossALeapYear() {
      for (int i = 0; i < 6; i++) {
        row(YearMonth.of(2023, 9).plusMonths(i).atEndOfMonth(), "700.00");
      }
      assertThat(rows.getLast().date()).isEqualTo("2024-02-29");
      assertThat(next(onlyExpense())).isEqualTo("2024-03-31");
    }

    @Test
    void everyFourWeeksIsNotMonthly() {
      for (int i = 0; i < 7; i++) {
        row(LocalDate.parse("2025-01-03").plusDays(28L * i), "45.00");
      }
      assertThat(onlyExpense().rule().cadence()).isEqualTo(Cadence.FOUR_WEEKLY);
      assertThat(next(onlyExpense())).isEqualTo(LocalDate.parse("2025-01-03").plusDays(28L * 7));
    }

    @Test
    void monthlyIsNotEveryFourWeeks() {
      for (int i = 0; i < 7; i++) {
        row(LocalDate.parse("2025-01-03").plusMonths(i), "45.00");
      }
      assertThat(onlyExpense().rule().cadence()).isEqualTo(Cadence.MONTHLY);
    }

    @Test
    void aDueDateOnAWeekendMovesToTheNextBusinessDay() {
      for (int i = 0; i < 10; i++) {
        row(WeekendShift.NEXT.apply(LocalDate.parse("2025-01-01").plusMonths(i)), "900.00");
      }
      DetectedSeries series = onlyExpense();
      assertThat(series.rule().shift()).isEqualTo(WeekendShift.NEXT);
      assertThat(next(series)).isEqualTo("2025-11-03");
    }

    @Test
    void allCadences() {
      for (Cadence cadence : Cadence.values()) {
        rows.clear();
        for (int i = 0; i < 8; i++) {
          row(cadence.after(LocalDate.parse("2018-01-05"), i), "33.00");
        }
        assertThat(onlyExpense().rule().cadence()).isEqualTo(cadence);
        assertThat(next(onlyExpense())).isEqualTo(cadence.after(LocalDate.parse("2018-01-05"), 8));
      }
    }
  }

  @Nested
  class SeveralSeries {

    @Test
    void differentPricesOfOneMerchantAreDifferentSeries() {
      for (int i = 0; i < 8; i++) {
        row(LocalDate.parse("2025-01-05").plusMonths(i), "9.99");
        row(LocalDate.parse("2025-01-20").plusMonths(i), "15.99");
        row(LocalDate.parse("2025-01-06").plusMonths(i), "2.99");
      }
      assertThat(expenses()).hasSize(3);
      assertThat(expenses()).allMatch(series -> series.rule().cadence() == Cadence.MONTHLY);
    }

    @Test
    void aSubscriptionAmongPurchases() {
      Random random = new Random(1);
      for (int i = 0; i < 24; i++) {
        row(LocalDate.parse("2024-01-11").plusMonths(i), "14.99");
      }
      for (int i = 0; i < 80; i++) {
        row(
            LocalDate.parse("2024-01-01").plusDays(random.nextInt(730)),
            "" + (5 + random.nextInt(200)) + ".49");
      }
      DetectedSeries series = onlyExpense();
      assertThat(series.occurrences()).hasSize(24);
      assertThat(series.band().expected()).isEqualByComparingTo("14.99");
    }
  }

  @Nested
  class NoSeries {

    @Test
    void tooFewOccurrences() {
      row("2025-01-05", "9.99");
      row("2025-02-05", "9.99");
      assertThat(expenses()).isEmpty();
      rows.clear();
      row("2025-01-03", "9.99");
      row("2025-01-10", "9.99");
      row("2025-01-17", "9.99");
      assertThat(expenses()).isEmpty();
    }

    @Test
    void twoDifferentAmountsAYearApart() {
      row("2024-05-05", "80.00");
      row("2025-05-05", "130.00");
      assertThat(expenses()).isEmpty();
    }

    @Test
    void shopsVisitedOften() {
      for (int seed = 0; seed < 200; seed++) {
        rows.clear();
        Random random = new Random(seed);
        LocalDate date = LocalDate.parse("2024-01-01");
        int usual = 2 + random.nextInt(12);
        while (date.isBefore(LocalDate.parse("2025-12-31"))) {
          row(date, "%d.%02d".formatted(15 + random.nextInt(120), random.nextInt(100)));
          date = date.plusDays(1 + random.nextInt(usual * 2));
        }
        assertThat(expenses()).as("seed %d", seed).isEmpty();
      }
    }

    @Test
    void equalAmountsByChance() {
      int wrong = 0;
      for (int seed = 0; seed < 300; seed++) {
        rows.clear();
        Random random = new Random(seed);
        LocalDate date = LocalDate.parse("2024-01-01");
        int usual = 3 + random.nextInt(45);
        while (date.isBefore(LocalDate.parse("2025-12-31"))) {
          row(date, List.of("3.50", "4.20", "12.00").get(random.nextInt(1 + seed % 3)));
          date = date.plusDays(1 + random.nextInt(usual * 2));
        }
        wrong += expenses().isEmpty() ? 0 : 1;
      }
      assertThat(wrong).isLessThanOrEqualTo(3);
    }

    @Test
    void aCoffeeOnMostDays() {
      Random random = new Random(3);
      for (int i = 0; i < 300; i++) {
        if (random.nextInt(10) < 7) {
          row(LocalDate.parse("2025-01-01").plusDays(i), "4.50");
        }
      }
      assertThat(expenses()).isEmpty();
    }
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      row(LocalDate.parse("2024-01-11").plusMonths(i), "14.99");
      row(LocalDate.parse("2024-01-25").plusMonths(i), "%d.00".formatted(50 + random.nextInt(9)));
      row(LocalDate.parse("2024-01-01").plusDays(random.nextInt(600)), "20.00");
    }
    List<DetectedSeries> first = expenses();
    Collections.shuffle(rows, random);
    assertThat(expenses()).isEqualTo(first);
    assertThat(first).hasSize(2);
  }
}
