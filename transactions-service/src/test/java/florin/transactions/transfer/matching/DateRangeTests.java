package florin.transactions.transfer.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DateRangeTests {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @Test
  void joinsRangesThatMeet() {
    assertThat(DateRange.covering(List.of(DAY, DAY.plusDays(3), DAY.plusDays(30)), 1))
        .containsExactly(
            new DateRange(DAY.minusDays(1), DAY.plusDays(4)),
            new DateRange(DAY.plusDays(29), DAY.plusDays(31)));
  }

  @Test
  void coversEveryDateByFewDisjointRanges() {
    Random random = new Random(17);
    for (int round = 0; round < 200; round++) {
      List<LocalDate> dates =
          IntStream.range(0, 1 + random.nextInt(40))
              .mapToObj(_ -> DAY.plusDays(random.nextInt(2_000)))
              .toList();
      List<DateRange> ranges = DateRange.covering(dates, 16);
      assertThat(ranges).hasSizeLessThanOrEqualTo(8);
      for (int i = 1; i < ranges.size(); i++) {
        assertThat(ranges.get(i).first()).isAfter(ranges.get(i - 1).last());
      }
      assertThat(dates)
          .allSatisfy(
              date ->
                  assertThat(ranges)
                      .anySatisfy(
                          range -> {
                            assertThat(range.first()).isBeforeOrEqualTo(date.minusDays(16));
                            assertThat(range.last()).isAfterOrEqualTo(date.plusDays(16));
                          }));
    }
  }
}
