package florin.planning.allocation;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A balance shared out. Percents are of the balance, together rounded down to the currency's
 * smallest unit, and the parts add up to that to the last unit; of a balance below zero they are
 * nothing.
 *
 * @param parts what each allocation comes to, in the order of the list
 * @param percent the percents' total
 * @param remaining what is left of the balance, never less than zero
 * @param shortfall what the balance lacks for the allocations, zero if it is enough
 */
public record AllocatedBalance(
    Money balance,
    List<Money> parts,
    BigDecimal percent,
    Money allocated,
    Money remaining,
    Money shortfall) {

  private static final int HUNDRED = 2;

  /** The allocations are in the currency of the balance. */
  public static AllocatedBalance of(Money balance, List<Allocation> allocations) {
    CurrencyCode currency = balance.currency();
    BigDecimal whole = balance.amount().max(BigDecimal.ZERO);
    BigDecimal percent = BigDecimal.ZERO;
    BigDecimal allocated = BigDecimal.ZERO;
    List<Money> parts = new ArrayList<>();
    for (Allocation allocation : allocations) {
      BigDecimal part =
          switch (allocation.share()) {
            case Allocation.Share.Fixed(Money amount) -> amount.amount();
            case Allocation.Share.Percent(BigDecimal more) ->
                floor(whole, percent.add(more), currency).subtract(floor(whole, percent, currency));
          };
      percent = percent.add(allocation.percent());
      allocated = allocated.add(part);
      parts.add(new Money(part, currency));
    }
    BigDecimal left = balance.amount().subtract(allocated);
    return new AllocatedBalance(
        balance,
        List.copyOf(parts),
        percent,
        new Money(allocated, currency),
        new Money(left.max(BigDecimal.ZERO), currency),
        new Money(left.negate().max(BigDecimal.ZERO).min(allocated), currency));
  }

  private static BigDecimal floor(BigDecimal whole, BigDecimal percent, CurrencyCode currency) {
    return whole
        .multiply(percent)
        .movePointLeft(HUNDRED)
        .setScale(currency.decimals().orElse(Money.SCALE), RoundingMode.FLOOR);
  }
}
