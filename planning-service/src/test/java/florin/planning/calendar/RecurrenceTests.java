package florin.planning.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTests {

  private static LocalDate day(String date) {
    return LocalDate.parse(date);
  }

  private static List<String> of(String first, Frequency frequency, String from, String to) {
    return new Recurrence(day(first), frequency)
        .between(day(from), day(to)).stream().map(LocalDate::toString).toList();
  }

  @Nested
  class ByExample {

    @Test
    void theThirtyFirstFallsOnTheLastDayOfAShorterMonthAndComesBack() {
      assertThat(of("2026-01-31", Frequency.MONTHLY, "2026-01-01", "2026-06-30"))
          .containsExactly(
              "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30");
      assertThat(of("2026-01-31", Frequency.MONTHLY, "2028-02-01", "2028-03-31"))
          .containsExactly("2028-02-29", "2028-03-31");
    }

    /** C34: every day is counted from the first one. */
    @Test
    void c34TheEndOfTheMonth() {
      assertThat(of("2026-01-31", Frequency.MONTHLY, "2026-01-01", "2026-05-31"))
          .containsExactly("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31");
      assertThat(of("2026-02-28", Frequency.MONTHLY, "2026-01-01", "2026-04-30"))
          .containsExactly("2026-02-28", "2026-03-28", "2026-04-28");
      assertThat(of("2026-11-30", Frequency.QUARTERLY, "2026-01-01", "2027-08-31"))
          .containsExactly("2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30");
      assertThat(of("2028-02-29", Frequency.YEARLY, "2028-03-01", "2032-12-31"))
          .containsExactly("2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29");
      List<String> twice =
          List.of("2026-01-31", "2026-02-15", "2026-02-28", "2026-03-15", "2026-03-31");
      assertThat(of("2026-01-15", Frequency.SEMI_MONTHLY, "2026-01-16", "2026-03-31"))
          .isEqualTo(twice);
      assertThat(of("2026-01-31", Frequency.SEMI_MONTHLY, "2026-01-01", "2026-03-31"))
          .isEqualTo(twice);
      List<String> fortnights = of("2026-01-02", Frequency.BIWEEKLY, "2026-01-01", "2026-12-31");
      assertThat(fortnights).hasSize(26);
      for (int i = 1; i < fortnights.size(); i++) {
        assertThat(day(fortnights.get(i))).isEqualTo(day(fortnights.get(i - 1)).plusDays(14));
      }
    }

    @Test
    void aLeapDayComesBackInTheNextLeapYear() {
      assertThat(of("2024-02-29", Frequency.YEARLY, "2024-01-01", "2028-12-31"))
          .containsExactly("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    }

    @Test
    void weeksGoOnAcrossYearsAndChangesOfTheClock() {
      assertThat(of("2026-12-17", Frequency.WEEKLY, "2026-12-20", "2027-01-15"))
          .containsExactly("2026-12-24", "2026-12-31", "2027-01-07", "2027-01-14");
      assertThat(of("2026-03-22", Frequency.WEEKLY, "2026-03-22", "2026-04-05"))
          .containsExactly("2026-03-22", "2026-03-29", "2026-04-05");
      assertThat(of("2026-10-18", Frequency.BIWEEKLY, "2026-10-01", "2026-11-30"))
          .containsExactly("2026-10-18", "2026-11-01", "2026-11-15", "2026-11-29");
    }

    @Test
    void quartersKeepTheirDay() {
      assertThat(of("2025-11-30", Frequency.QUARTERLY, "2025-01-01", "2026-12-31"))
          .containsExactly("2025-11-30", "2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30");
    }

    @ParameterizedTest
    @CsvSource({
      "2026-01-01, 2026-01-01 2026-01-15 2026-02-01 2026-02-15 2026-03-01",
      "2026-01-15, 2026-01-15 2026-01-31 2026-02-15 2026-02-28 2026-03-15",
      "2026-01-31, 2026-01-31 2026-02-15 2026-02-28 2026-03-15 2026-03-31",
      "2026-01-16, 2026-01-16 2026-02-02 2026-02-16 2026-03-02 2026-03-16",
      "2028-01-14, 2028-01-14 2028-01-28 2028-02-14 2028-02-28 2028-03-14"
    })
    void twiceAMonthIsADayAndItsPartner(String first, String days) {
      LocalDate end = day(days.substring(days.lastIndexOf(' ') + 1));
      assertThat(of(first, Frequency.SEMI_MONTHLY, "2026-01-01", end.toString()))
          .containsExactly(days.split(" "));
    }

    @Test
    void onceIsOnce() {
      Recurrence once = new Recurrence(day("2026-04-01"), Frequency.ONCE);
      assertThat(once.between(day("2026-04-01"), day("2026-04-01"))).hasSize(1);
      assertThat(once.between(day("2026-04-02"), day("2099-01-01"))).isEmpty();
      assertThat(once.lastBefore(day("2030-01-01"))).contains(day("2026-04-01"));
      assertThat(once.lastBefore(day("2026-04-01"))).isEmpty();
      assertThat(once.nextFrom(day("2026-04-02"))).isEmpty();
    }
  }

  @Nested
  class OfAnyDay {

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private void any(Check check) {
      SeededRuns.forEachSeed(
          TestScale.of(2_000, 200_000),
          random -> {
            Frequency[] all = Frequency.values();
            LocalDate first = EARLIEST.plusDays(random.nextInt(60_000));
            Recurrence recurrence = new Recurrence(first, all[random.nextInt(all.length)]);
            check.of(random, recurrence);
          });
    }

    private interface Check {
      void of(Random random, Recurrence recurrence);
    }

    @Test
    void aPartOfTheDaysIsWhatTheWholeHasThere() {
      any(
          (random, recurrence) -> {
            LocalDate from = recurrence.first().plusDays(random.nextInt(4_000) - 200);
            LocalDate to = from.plusDays(random.nextInt(800));
            assertThat(recurrence.between(from, to))
                .isEqualTo(
                    recurrence.between(recurrence.first(), to).stream()
                        .filter(day -> !day.isBefore(from))
                        .toList());
          });
    }

    @Test
    void theDayBeforeAndTheDayAfterAreNeighboursInTheWhole() {
      any(
          (random, recurrence) -> {
            LocalDate today = recurrence.first().plusDays(random.nextInt(3_000) - 200);
            List<LocalDate> all = recurrence.between(recurrence.first(), today.plusDays(800));
            assertThat(recurrence.lastBefore(today))
                .isEqualTo(
                    all.stream().filter(d -> d.isBefore(today)).reduce((_, second) -> second));
            assertThat(recurrence.nextFrom(today))
                .isEqualTo(all.stream().filter(d -> !d.isBefore(today)).findFirst());
          });
    }

    @Test
    void monthsHaveOneDueDayEachAndItIsTheAnchorOrTheLast() {
      any(
          (_, given) -> {
            Recurrence monthly = new Recurrence(given.first(), Frequency.MONTHLY);
            List<LocalDate> days = monthly.between(given.first(), given.first().plusYears(9));
            assertThat(days.stream().map(YearMonth::from)).doesNotHaveDuplicates();
            assertThat(days)
                .hasSizeBetween(108, 109)
                .allMatch(
                    day ->
                        day.getDayOfMonth()
                            == Math.min(given.first().getDayOfMonth(), day.lengthOfMonth()));
          });
    }

    @Test
    void halvesOfAMonthAreTwoOfEachMonthInOrder() {
      any(
          (_, given) -> {
            Recurrence twice = new Recurrence(given.first(), Frequency.SEMI_MONTHLY);
            YearMonth month = YearMonth.from(given.first()).plusMonths(1);
            for (int i = 0; i < 30; i++, month = month.plusMonths(1)) {
              assertThat(twice.between(month.atDay(1), month.atEndOfMonth()))
                  .hasSize(2)
                  .isSorted()
                  .doesNotHaveDuplicates();
            }
          });
    }

    @Test
    void weeksAreSevenDaysWhateverTheClockDoes() {
      any(
          (random, given) -> {
            int weeks = random.nextBoolean() ? 1 : 2;
            Recurrence weekly =
                new Recurrence(given.first(), weeks == 1 ? Frequency.WEEKLY : Frequency.BIWEEKLY);
            List<LocalDate> days = weekly.between(given.first(), given.first().plusYears(3));
            for (int i = 1; i < days.size(); i++) {
              assertThat(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i)))
                  .isEqualTo(7L * weeks);
            }
          });
    }
  }
}
