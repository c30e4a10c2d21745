package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.calendar.SeriesRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncomeSeriesTests {

  private static IncomeSeries series(String rule, String amount, String last, boolean pay) {
    return new IncomeSeries(
        SeriesRule.parse(rule), new BigDecimal(amount), LocalDate.parse(last), pay);
  }

  private static LocalDate payday(String today, IncomeSeries... income) {
    return IncomeSeries.payday(LocalDate.parse(today), List.of(income))
        .map(Payday::date)
        .orElse(null);
  }

  @Test
  void aBiweeklySalaryDecidesAndNotASmallBenefit() {
    IncomeSeries salary = series("biweekly 2026-01-02 2 2 none", "2100", "2026-11-20", true);
    IncomeSeries benefit = series("monthly 2026-01-30 30 30 none", "219", "2026-10-30", true);
    assertThat(payday("2026-11-27", salary, benefit)).isEqualTo("2026-12-04");
  }

  @Test
  void c70OnTheFifteenthAndTheLastDayBeforeAWeekend() {
    IncomeSeries salary =
        series("semi-monthly 2026-05-15 15 31 previous", "2100", "2026-07-31", true);
    assertThat(payday("2026-08-03", salary)).isEqualTo("2026-08-14");
  }

  @Test
  void c70TheLastWorkingDay() {
    IncomeSeries salary = series("monthly 2026-04-30 31 31 previous", "3000", "2026-06-30", true);
    assertThat(payday("2026-07-02", salary)).isEqualTo("2026-07-31");
  }

  @Test
  void februaryHasAPayday() {
    IncomeSeries salary = series("monthly 2025-09-30 30 30 none", "2500", "2026-01-30", true);
    assertThat(payday("2026-02-03", salary)).isEqualTo("2026-02-28");
  }

  @Test
  void withoutPayTheLargestIncomeDecides() {
    IncomeSeries rent = series("monthly 2026-01-05 5 5 none", "900", "2026-11-05", false);
    IncomeSeries interest = series("monthly 2026-01-29 29 29 none", "3.10", "2026-10-29", false);
    assertThat(payday("2026-11-27", rent, interest)).isEqualTo("2026-12-05");
  }

  @Test
  void aLatePayIsStillExpected() {
    IncomeSeries salary = series("monthly 2026-01-26 26 26 none", "2500", "2026-10-26", true);
    assertThat(payday("2026-11-27", salary)).isEqualTo("2026-11-28");
    assertThat(payday("2026-12-02", salary)).isEqualTo("2026-12-26");
  }

  @Test
  void silentIncomeBringsNoPayday() {
    IncomeSeries salary = series("biweekly 2026-01-02 2 2 none", "2100", "2026-09-11", true);
    assertThat(payday("2026-11-27", salary)).isNull();
    assertThat(payday("2026-11-27")).isNull();
  }
}
