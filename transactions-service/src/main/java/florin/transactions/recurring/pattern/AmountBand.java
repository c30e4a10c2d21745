package florin.transactions.recurring.pattern;

import java.math.BigDecimal;

/**
 * The amount that is expected next, without its sign.
 *
 * @param fixed whether occurrences cost the same until the price changes
 */
public record AmountBand(BigDecimal expected, BigDecimal low, BigDecimal high, boolean fixed) {

  public boolean contains(BigDecimal amount) {
    return amount.compareTo(low) >= 0 && amount.compareTo(high) <= 0;
  }
}
