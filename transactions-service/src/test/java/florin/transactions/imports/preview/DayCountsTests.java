package florin.transactions.imports.preview;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.preview.DayCounts.Window;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DayCountsTests {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 10);

  private static void add(DayCounts counts, int day, int rows) {
    for (int i = 0; i < rows; i++) {
      counts.add(DAY.plusDays(day));
    }
  }

  private static Window window(int first, int last) {
    return new Window(DAY.plusDays(first), DAY.plusDays(last));
  }

  @Test
  void joinsDaysUpToTheLimitAndKeepsALargeDayAlone() {
    DayCounts counts = new DayCounts();
    add(counts, 9, 1);
    add(counts, 0, 2);
    add(counts, 1, 2);
    add(counts, 4, 7);
    add(counts, 5, 3);
    assertThat(counts.windows(4)).containsExactly(window(0, 1), window(4, 4), window(5, 9));
    assertThat(counts.windows(100)).containsExactly(window(0, 9));
    assertThat(window(5, 9).has(DAY.plusDays(9))).isTrue();
    assertThat(window(5, 9).has(DAY.plusDays(4))).isFalse();
  }
}
