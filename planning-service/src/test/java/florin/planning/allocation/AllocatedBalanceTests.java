package florin.planning.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AllocatedBalanceTests {

  static Allocation fixed(String amount, String currency) {
    return allocation(new Allocation.Share.Fixed(Money.of(amount, currency)));
  }

  static Allocation percent(String percent) {
    return allocation(new Allocation.Share.Percent(new BigDecimal(percent)));
  }

  private static Allocation allocation(Allocation.Share share) {
    return new Allocation(UUID.randomUUID(), "Part", share, Optional.empty(), Optional.empty());
  }

  private static AllocatedBalance usd(String balance, Allocation... allocations) {
    return AllocatedBalance.of(Money.of(balance, "USD"), List.of(allocations));
  }

  private static List<String> amounts(Money... money) {
    return Stream.of(money).map(m -> m.amount().toPlainString()).toList();
  }

  /**
   * allocated = fixed + floor(balance * percent / 100); remaining = max(0, balance - allocated).
   */
  @Nested
  class Golden {

    @Test
    void fixedAndPercentAddUp() {
      AllocatedBalance allocatedBalance =
          usd("1000.00", fixed("250.00", "USD"), percent("33"), percent("10"));
      assertThat(
              amounts(
                  allocatedBalance.allocated(),
                  allocatedBalance.remaining(),
                  allocatedBalance.shortfall()))
          .containsExactly("680.00", "320.00", "0.00");
    }

    @Test
    void percentsAreRoundedDownTogether() {
      AllocatedBalance allocatedBalance = usd("0.99", percent("33"), percent("33"), percent("34"));
      assertThat(allocatedBalance.allocated()).isEqualTo(Money.of("0.99", "USD"));
      assertThat(amounts(allocatedBalance.parts().toArray(Money[]::new)))
          .containsExactly("0.32", "0.33", "0.34");
    }

    @Test
    void whatIsTooMuchLeavesNothing() {
      AllocatedBalance allocatedBalance = usd("100", fixed("90", "USD"), percent("50"));
      assertThat(
              amounts(
                  allocatedBalance.allocated(),
                  allocatedBalance.remaining(),
                  allocatedBalance.shortfall()))
          .containsExactly("140.00", "0.00", "40.00");
    }

    /**
     * Mended: the predecessor keeps cents in 32 bits and ends at 21 million; here the same sum is
     * exact at any size that an amount can have.
     */
    @Test
    void amountsBeyondTwentyOneMillionAreExact() {
      AllocatedBalance allocatedBalance =
          usd("987654321012345.67", percent("12.5"), fixed("30000000.01", "USD"));
      assertThat(amounts(allocatedBalance.allocated(), allocatedBalance.remaining()))
          .containsExactly("123456820126543.21", "864197500885802.46");
    }

    /** Mended: the predecessor takes a percent of a debt, and so "allocates" less than nothing. */
    @Test
    void aPercentOfADebtIsNothing() {
      AllocatedBalance allocatedBalance = usd("-100", percent("50"), fixed("10", "USD"));
      assertThat(
              amounts(
                  allocatedBalance.allocated(),
                  allocatedBalance.remaining(),
                  allocatedBalance.shortfall()))
          .containsExactly("10.00", "0.00", "10.00");
    }

    /** Mended: the predecessor counts in hundredths whatever the currency. */
    @Test
    void theSmallestUnitIsTheCurrencys() {
      assertThat(AllocatedBalance.of(Money.of("1001", "JPY"), List.of(percent("50"))).allocated())
          .isEqualTo(Money.of("500", "JPY"));
      assertThat(AllocatedBalance.of(Money.of("1.001", "KWD"), List.of(percent("50"))).allocated())
          .isEqualTo(Money.of("0.500", "KWD"));
      assertThat(
              AllocatedBalance.of(Money.of("0.00000001", "BTC"), List.of(percent("50")))
                  .allocated())
          .isEqualTo(Money.of("0.000000005", "BTC"));
    }
  }

  /** C38: the parts and what remains are the balance, to the smallest unit. */
  @Test
  void c38PercentsOfSmallAmountsLoseNothing() {
    c38("0.13", "EUR", "33.3333", "33.3333", "33.3333");
    c38("100", "JPY", "33", "33", "34");
    c38("1.001", "KWD", "50", "50");
    c38("0", "EUR", "50", "50");
    AllocatedBalance debt =
        AllocatedBalance.of(Money.of("-5", "EUR"), List.of(percent("50"), percent("50")));
    assertThat(debt.parts()).allMatch(part -> part.amount().signum() == 0);
    assertThat(debt.remaining().isZero()).isTrue();
  }

  private static void c38(String balance, String currency, String... percents) {
    AllocatedBalance allocatedBalance =
        AllocatedBalance.of(
            Money.of(balance, currency),
            Stream.of(percents).map(AllocatedBalanceTests::percent).toList());
    BigDecimal sum =
        allocatedBalance.parts().stream()
            .map(Money::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum.add(allocatedBalance.remaining().amount())).isEqualByComparingTo(balance);
    assertThat(allocatedBalance.parts()).allMatch(Money::fitsItsCurrency);
    assertThat(allocatedBalance.remaining().fitsItsCurrency()).isTrue();
  }

  @Nested
  class OfAnyPlan {

    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");

    private static AllocatedBalance random(Random random, List<Allocation> list) {
      String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
      int decimals = Money.of("0", currency).currency().decimals().orElseThrow();
      int left = 1_000_000;
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        if (random.nextBoolean()) {
          long units = random.nextLong(1L << (1 + random.nextInt(40)));
          list.add(fixed(BigDecimal.valueOf(units, decimals).toPlainString(), currency));
        } else {
          int part = random.nextInt(left + 1);
          left -= part;
          list.add(percent(BigDecimal.valueOf(part, 4).toPlainString()));
        }
      }
      long balance = random.nextLong(1L << (1 + random.nextInt(58))) - 1_000;
      return AllocatedBalance.of(
          Money.of(BigDecimal.valueOf(balance, decimals).toPlainString(), currency), list);
    }

    @Test
    void thePartsAddUpAndNothingIsLostOrMade() {
      SeededRuns.forEachSeed(
          TestScale.of(5_000, 500_000),
          random -> {
            List<Allocation> list = new ArrayList<>();
            AllocatedBalance allocatedBalance = random(random, list);
            BigDecimal balance = allocatedBalance.balance().amount();
            BigDecimal whole = balance.max(BigDecimal.ZERO);
            BigDecimal sum =
                allocatedBalance.parts().stream()
                    .map(Money::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(allocatedBalance.allocated().amount()).isEqualByComparingTo(sum);
            assertThat(
                    allocatedBalance
                        .remaining()
                        .amount()
                        .subtract(allocatedBalance.shortfall().amount()))
                .isEqualByComparingTo(balance.subtract(sum).max(sum.negate()));
            BigDecimal byPercent = BigDecimal.ZERO;
            for (int i = 0; i < list.size(); i++) {
              Money part = allocatedBalance.parts().get(i);
              assertThat(part.amount()).isNotNegative();
              assertThat(part.fitsItsCurrency()).isTrue();
              if (list.get(i).share() instanceof Allocation.Share.Fixed(Money amount)) {
                assertThat(part).isEqualTo(amount);
              } else {
                byPercent = byPercent.add(part.amount());
              }
            }
            BigDecimal exact = whole.multiply(allocatedBalance.percent()).movePointLeft(2);
            BigDecimal unit =
                BigDecimal.ONE.movePointLeft(
                    allocatedBalance.balance().currency().decimals().orElseThrow());
            assertThat(byPercent).isLessThanOrEqualTo(exact).isLessThanOrEqualTo(whole);
            assertThat(exact.subtract(byPercent)).isLessThan(unit);
          });
    }
  }
}
