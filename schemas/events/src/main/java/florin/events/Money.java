package florin.events;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An exact amount in one currency. <b>Negative = money out, positive = money in</b>, from the
 * holder's view, for every account type.
 *
 * <p>Range of one amount, as events and columns hold it: {@code numeric(28,10)}, that is up to 18
 * digits before and 10 after the point; of a sum of amounts: up to 27 digits before it. Other
 * values are refused, never rounded.
 *
 * @param amount kept with the fewest decimals that hold its value, but at least the currency's own
 * @param currency official or verbatim
 */
public record Money(BigDecimal amount, CurrencyCode currency) {

  /** Decimals of the columns and of the Avro field that carry an amount. */
  public static final int SCALE = 10;

  private static final int WHOLE_DIGITS = 18;
  private static final int WHOLE_DIGITS_OF_A_SUM = 27;

  public Money {
    Objects.requireNonNull(currency, "currency");
    amount = canonical(Objects.requireNonNull(amount, "amount"), currency);
  }

  public static Money of(String amount, String currency) {
    return storable(new BigDecimal(amount), new CurrencyCode(currency));
  }

  /**
   * An amount that events and columns can hold.
   *
   * @throws IllegalArgumentException if it has more than 18 digits before or 10 after the point
   */
  public static Money storable(BigDecimal amount, CurrencyCode currency) {
    if (tooLarge(amount, WHOLE_DIGITS)) {
      throw outOfRange(amount, WHOLE_DIGITS);
    }
    return new Money(amount, currency);
  }

  public Money negate() {
    return new Money(amount.negate(), currency);
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  /**
   * The sum of two amounts.
   *
   * @throws IllegalArgumentException if the currencies differ: Florin converts nothing
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "currency: " + other.currency + " (expected: " + currency + ")");
    }
    return new Money(amount.add(other.amount), currency);
  }

  /**
   * Whether the amount has no more decimals than ISO 4217 gives its currency; true for unofficial
   * ones.
   */
  public boolean fitsItsCurrency() {
    int used = amount.stripTrailingZeros().scale();
    return currency.decimals().isEmpty() || used <= currency.decimals().getAsInt();
  }

  /**
   * The amount with exactly {@link #SCALE} decimals, as columns and Avro require it.
   *
   * @throws IllegalArgumentException if it is a sum that they cannot hold
   */
  public BigDecimal scaled() {
    if (tooLarge(amount, WHOLE_DIGITS)) {
      throw outOfRange(amount, WHOLE_DIGITS);
    }
    return amount.setScale(SCALE);
  }

  private static boolean tooLarge(BigDecimal amount, int wholeDigits) {
    return (long) amount.precision() - amount.scale() > wholeDigits;
  }

  private static BigDecimal canonical(BigDecimal amount, CurrencyCode currency) {
    // Bound first: stripping the zeros of 1e999999999 would build a number of that many digits.
    if (amount.scale() > 10_000 || tooLarge(amount, WHOLE_DIGITS_OF_A_SUM)) {
      throw outOfRange(amount, WHOLE_DIGITS_OF_A_SUM);
    }
    BigDecimal stripped = amount.stripTrailingZeros();
    if (stripped.scale() > SCALE) {
      throw outOfRange(amount, WHOLE_DIGITS);
    }
    return stripped.setScale(Math.max(stripped.scale(), currency.decimals().orElse(0)));
  }

  private static IllegalArgumentException outOfRange(BigDecimal amount, int wholeDigits) {
    String shown =
        amount.precision() > 60
            ? "a number of " + amount.precision() + " digits"
            : amount.toString();
    return new IllegalArgumentException(
        "amount: "
            + shown
            + " (expected: at most "
            + wholeDigits
            + " digits before and "
            + SCALE
            + " after the point)");
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
