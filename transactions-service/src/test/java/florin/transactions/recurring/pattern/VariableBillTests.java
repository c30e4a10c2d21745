package florin.transactions.recurring.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bills whose amounts differ, as of electricity and gas. */
class VariableBillTests {

  private static final int BILLS = 40;

  private static List<DatedAmount> bill(Random random) {
    List<DatedAmount> rows = new ArrayList<>();
    double usual = 40 + random.nextInt(160);
    for (int month = 1; month <= 5; month++) {
      double amount = usual * Math.clamp(1 + 0.3 * random.nextGaussian(), 0.5, 1.8);
      rows.add(
          new DatedAmount(
              new UUID(random.nextLong(), random.nextLong()),
              LocalDate.of(2026, month, 19 + random.nextInt(3)),
              BigDecimal.valueOf(Math.round(amount * 100), 2)));
    }
    return rows;
  }

  @Test
  void findsMonthlyBillsOfFiveMonthsWithAmountsThatDifferByThirtyPercent() {
    Random random = new Random(17);
    int found = 0;
    for (int i = 0; i < BILLS; i++) {
      found +=
          SeriesDetector.detect(bill(random), false).stream()
                  .anyMatch(
                      series ->
                          series.rule().cadence() == Cadence.MONTHLY
                              && series.occurrences().size() >= 4)
              ? 1
              : 0;
    }
    assertThat(found).as("of %d bills", BILLS).isGreaterThanOrEqualTo(34);
  }
}
