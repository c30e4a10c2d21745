package florin.transactions.rule.definition;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Amounts of one direction, and magnitudes in one currency: 100 stands for money in or out of 100,
 * and an amount in another currency is in no range with a bound.
 *
 * @param currency present if there is a bound
 * @param min inclusive, as {@code max}
 * @param over exclusive, as {@code under}
 */
public record AmountRange(
    Optional<CurrencyCode> currency,
    Optional<Direction> direction,
    Optional<BigDecimal> min,
    Optional<BigDecimal> over,
    Optional<BigDecimal> max,
    Optional<BigDecimal> under) {

  /** An amount of 0 has no direction. */
  public enum Direction {
    IN,
    OUT;

    /** The name on the wire and in events. */
    public String word() {
      return ConditionField.word(this);
    }
  }

  /** A bound without trailing zeros, so that equal bounds are equal. */
  public static BigDecimal canonical(BigDecimal bound) {
    BigDecimal stripped = bound.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  public boolean includes(Money amount) {
    BigDecimal magnitude = amount.amount().abs();
    return currency.map(amount.currency()::equals).orElse(true)
        && direction.map(wanted -> hasDirection(amount, wanted)).orElse(true)
        && min.map(bound -> magnitude.compareTo(bound) >= 0).orElse(true)
        && over.map(bound -> magnitude.compareTo(bound) > 0).orElse(true)
        && max.map(bound -> magnitude.compareTo(bound) <= 0).orElse(true)
        && under.map(bound -> magnitude.compareTo(bound) < 0).orElse(true);
  }

  private static boolean hasDirection(Money amount, Direction direction) {
    return amount.amount().signum() == (direction == Direction.IN ? 1 : -1);
  }
}
