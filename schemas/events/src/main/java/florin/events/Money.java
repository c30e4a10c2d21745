package florin.events;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An exact amount in one currency. <b>Negative = money out of the holder's hands, positive = money
 * in</b>, for every account type.
 *
 * <p>Range: what {@code numeric(28,10)} holds, that is up to 18 digits before and 10 after the
 * point. What does not fit is refused, never rounded.
 *
 * @param amount kept with the fewest decimals that hold its value, but at least the currency's own
 * @param currency official or verbatim
 */
public record Money(BigDecimal amount, CurrencyCode currency) {

  /** Decimals of the columns and of the Avro field that carry an amount. */
  public static final int SCALE = 10;

  private static final int WHOLE_DIGITS = 18;

  public Money {
    Objects.requireNonNull(currency, "currency");
    amount = canonical(Objects.requireNonNull(amount, "amount"), currency);
  }

  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), new CurrencyCode(currency));
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

  /** The amount with exactly {@link #SCALE} decimals, as columns and Avro want it. */
  public BigDecimal scaled() {
    return amount.setScale(SCALE);
  }

  private static BigDecimal canonical(BigDecimal amount, CurrencyCode currency) {
    // Bound first: stripping the zeros of 1e999999999 would build a number of that many digits.
    if (amount.scale() > 10_000 || (long) amount.precision() - amount.scale() > WHOLE_DIGITS) {
      throw outOfRange(amount);
    }
    BigDecimal stripped = amount.stripTrailingZeros();
    if (stripped.scale() > SCALE) {
      throw outOfRange(amount);
    }
    return stripped.setScale(Math.max(stripped.scale(), currency.decimals().orElse(0)));
  }

  private static IllegalArgumentException outOfRange(BigDecimal amount) {
    String shown =
        amount.precision() > 60
            ? "a number of " + amount.precision() + " digits"
            : amount.toString();
    return new IllegalArgumentException(
        "amount: "
            + shown
            + " (expected: at most "
            + WHOLE_DIGITS
            + " digits before and "
            + SCALE
            + " after the point)");
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
