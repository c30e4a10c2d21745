package florin.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRowTests {

  private static SourceRow row(String value) {
    return new SourceRow(new SourceTable("t", Map.of()), Map.of("c", value));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31,2026-01-31",
    "2026-01-31 23:59:59.123456,2026-01-31",
    "2026-01-31T23:59,2026-01-31",
    "2026-01-31 23:30:00+00,2026-01-31",
    "2026-01-31 23:30:00-05:00,2026-02-01",
    "2026-02-01T00:30:00+02:00,2026-01-31",
    "2026-01-31T23:30:00Z,2026-01-31",
    "2026-01-31 23:30:00-0500,2026-02-01",
    "2026-01-31 23:30:00-04:56:02,2026-02-01"
  })
  void takesTheDateInUtc(String stored, LocalDate date) throws SourceRow.Unreadable {
    assertThat(row(stored).date("c")).contains(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {"31.01.2026", "2026-02-30", "yesterday", "20260131", "2026-01-31 25:00"})
  void refusesWhatIsNoDate(String stored) {
    assertThatThrownBy(() -> row(stored).date("c"))
        .isInstanceOf(SourceRow.Unreadable.class)
        .hasMessageContaining(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "1,50", "$5"})
  void refusesWhatIsNoFiniteNumber(String stored) {
    assertThatThrownBy(() -> row(stored).number("c")).isInstanceOf(SourceRow.Unreadable.class);
  }

  @Test
  void takesAMissingColumnForNoValue() throws SourceRow.Unreadable {
    assertThat(row(" ").text("c")).isEmpty();
    assertThat(row("x").number("other")).isEmpty();
    assertThat(row("t").flag("c")).isTrue();
    assertThat(row("0").flag("c")).isFalse();
    assertThat(row("t").flag("other")).isFalse();
    assertThat(row("No").isFlag("c")).isTrue();
    assertThat(row("2").isFlag("c")).isFalse();
    assertThat(row("2").isFlag("other")).isTrue();
  }
}
