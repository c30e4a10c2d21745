package florin.transactions.report.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.stream.Rejection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ReportRangeTests {

  private static final Instant NOW = Instant.parse("2026-03-31T23:30:00Z");

  private static ReportRange range(String from, String to) {
    return new ReportRange(LocalDate.parse(from), LocalDate.parse(to));
  }

  @Test
  void endsTodayInTheZoneOfTheUserIfNothingIsAskedFor() {
    assertThat(ReportRange.of(null, null, NOW, ZoneId.of("Asia/Tokyo"), false))
        .isEqualTo(range("2026-03-03", "2026-04-01"));
    assertThat(ReportRange.of(null, null, NOW, ZoneId.of("UTC"), true))
        .isEqualTo(range("2025-04-01", "2026-03-31"));
  }

  @Test
  void cutsTheFirstAndTheLastPeriodOff() {
    assertThat(range("2026-01-15", "2026-03-10").periods(ReportInterval.MONTH))
        .containsExactly(
            range("2026-01-15", "2026-01-31"),
            range("2026-02-01", "2026-02-28"),
            range("2026-03-01", "2026-03-10"));
    assertThat(range("2026-01-01", "2026-01-06").periods(ReportInterval.WEEK))
        .containsExactly(range("2026-01-01", "2026-01-04"), range("2026-01-05", "2026-01-06"));
    assertThat(range("2025-12-31", "2026-04-01").periods(ReportInterval.QUARTER)).hasSize(3);
    assertThat(range("2024-02-29", "2026-01-01").periods(ReportInterval.YEAR)).hasSize(3);
  }

  @Test
  void comparesWholeMonthsWithWholeMonths() {
    assertThat(range("2026-03-01", "2026-03-31").before())
        .isEqualTo(range("2026-02-01", "2026-02-28"));
    assertThat(range("2026-03-01", "2026-03-30").before())
        .isEqualTo(range("2026-01-30", "2026-02-28"));
    assertThat(range("2025-02-01", "2025-02-28").lastYear())
        .isEqualTo(range("2024-02-01", "2024-02-29"));
    assertThat(range("2024-02-01", "2024-02-29").lastYear())
        .isEqualTo(range("2023-02-01", "2023-02-28"));
  }

  @Test
  void refusesMorePeriodsThanTenYearsOfDays() {
    assertThatThrownBy(() -> range("1900-01-01", "9999-12-31").periods(ReportInterval.DAY))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("3660");
  }
}
