package florin.planning.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Money;
import florin.journal.test.Scale;
import florin.journal.test.Seeded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SplitTests {

  static Allocation fixed(String amount, String currency) {
    return allocation(new Allocation.Share.Fixed(Money.of(amount, currency)));
  }

  static Allocation percent(String percent) {
    return allocation(new Allocation.Share.Percent(new BigDecimal(percent)));
  }

  private static Allocation allocation(Allocation.Share share) {
    return new Allocation(UUID.randomUUID(), "Part", share, Optional.empty(), Optional.empty());
  }

  private static Split usd(String balance, Allocation... allocations) {
    return Split.of(Money.of(balance, "USD"), List.of(allocations));
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
      Split split = usd("1000.00", fixed("250.00", "USD"), percent("33"), percent("10"));
      assertThat(amounts(split.allocated(), split.remaining(), split.shortfall()))
          .containsExactly("680.00", "320.00", "0.00");
    }

    @Test
    void percentsAreRoundedDownTogether() {
      Split split = usd("0.99", percent("33"), percent("33"), percent("34"));
      assertThat(split.allocated()).isEqualTo(Money.of("0.99", "USD"));
      assertThat(amounts(split.parts().toArray(Money[]::new)))
          .containsExactly("0.32", "0.33", "0.34");
    }

    @Test
    void whatIsTooMuchLeavesNothing() {
      Split split = usd("100", fixed("90", "USD"), percent("50"));
      assertThat(amounts(split.allocated(), split.remaining(), split.shortfall()))
          .containsExactly("140.00", "0.00", "40.00");
    }

    /**
     * Mended: the predecessor keeps cents in 32 bits and ends at 21 million; here the same sum is
     * exact at any size that an amount can have.
     */
    @Test
    void amountsBeyondTwentyOneMillionAreExact() {
      Split split = usd("987654321012345.67", percent("12.5"), fixed("30000000.01", "USD"));
      assertThat(amounts(split.allocated(), split.remaining()))
          .containsExactly("123456820126543.21", "864197500885802.46");
    }

    /** Mended: the predecessor takes a percent of a debt, and so "allocates" less than nothing. */
    @Test
    void aPercentOfADebtIsNothing() {
      Split split = usd("-100", percent("50"), fixed("10", "USD"));
      assertThat(amounts(split.allocated(), split.remaining(), split.shortfall()))
          .containsExactly("10.00", "0.00", "10.00");
    }

    /** Mended: the predecessor counts in hundredths whatever the currency. */
    @Test
    void theSmallestUnitIsTheCurrencys() {
      assertThat(Split.of(Money.of("1001", "JPY"), List.of(percent("50"))).allocated())
          .isEqualTo(Money.of("500", "JPY"));
      assertThat(Split.of(Money.of("1.001", "KWD"), List.of(percent("50"))).allocated())
          .isEqualTo(Money.of("0.500", "KWD"));
      assertThat(Split.of(Money.of("0.00000001", "BTC"), List.of(percent("50"))).allocated())
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
    Split debt = Split.of(Money.of("-5", "EUR"), List.of(percent("50"), percent("50")));
    assertThat(debt.parts()).allMatch(part -> part.amount().signum() == 0);
    assertThat(debt.remaining().isZero()).isTrue();
  }

  private static void c38(String balance, String currency, String... percents) {
    Split split =
        Split.of(
            Money.of(balance, currency), Stream.of(percents).map(SplitTests::percent).toList());
    BigDecimal sum =
        split.parts().stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum.add(split.remaining().amount())).isEqualByComparingTo(balance);
    assertThat(split.parts()).allMatch(Money::fitsItsCurrency);
    assertThat(split.remaining().fitsItsCurrency()).isTrue();
  }

  @Nested
  class OfAnyPlan {

    private static final List<String> CURRENCIES = List.of("USD", "JPY", "KWD");

    private static Split random(Random random, List<Allocation> list) {
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
      return Split.of(
          Money.of(BigDecimal.valueOf(balance, decimals).toPlainString(), currency), list);
    }

    @Test
    void thePartsAddUpAndNothingIsLostOrMade() {
      Seeded.runs(
          Scale.of(5_000, 500_000),
          random -> {
            List<Allocation> list = new ArrayList<>();
            Split split = random(random, list);
            BigDecimal balance = split.balance().amount();
            BigDecimal whole = balance.max(BigDecimal.ZERO);
            BigDecimal sum =
                split.parts().stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(split.allocated().amount()).isEqualByComparingTo(sum);
            assertThat(split.remaining().amount().subtract(split.shortfall().amount()))
                .isEqualByComparingTo(balance.subtract(sum).max(sum.negate()));
            BigDecimal byPercent = BigDecimal.ZERO;
            for (int i = 0; i < list.size(); i++) {
              Money part = split.parts().get(i);
              assertThat(part.amount()).isNotNegative();
              assertThat(part.fitsItsCurrency()).isTrue();
              if (list.get(i).share() instanceof Allocation.Share.Fixed(Money amount)) {
                assertThat(part).isEqualTo(amount);
              } else {
                byPercent = byPercent.add(part.amount());
              }
            }
            BigDecimal exact = whole.multiply(split.percent()).movePointLeft(2);
            BigDecimal unit =
                BigDecimal.ONE.movePointLeft(split.balance().currency().decimals().orElseThrow());
            assertThat(byPercent).isLessThanOrEqualTo(exact).isLessThanOrEqualTo(whole);
            assertThat(exact.subtract(byPercent)).isLessThan(unit);
          });
    }
  }
}
