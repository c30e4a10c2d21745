package florin.events;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An exact number of units, or their price, value or cost, within {@code numeric(38,18)}: up to 20
 * digits before and 18 after the point. Other values are refused, never rounded.
 *
 * @param value kept with the fewest decimals that hold it
 */
public record Quantity(BigDecimal value) {

  /** Decimals of the columns and of the Avro fields that carry one. */
  public static final int SCALE = 18;

  private static final int WHOLE_DIGITS = 20;

  public Quantity {
    value = canonical(Objects.requireNonNull(value, "value"));
  }

  public static Quantity of(String value) {
    return new Quantity(new BigDecimal(value));
  }

  public int signum() {
    return value.signum();
  }

  /** The value with exactly {@link #SCALE} decimals, as columns and Avro require it. */
  public BigDecimal scaled() {
    return value.setScale(SCALE);
  }

  private static BigDecimal canonical(BigDecimal value) {
    // Bound first: stripping the zeros of 1e999999999 would build a number of that many digits.
    if (value.scale() > 10_000 || (long) value.precision() - value.scale() > WHOLE_DIGITS) {
      throw outOfRange(value);
    }
    BigDecimal stripped = value.stripTrailingZeros();
    if (stripped.scale() > SCALE) {
      throw outOfRange(value);
    }
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static IllegalArgumentException outOfRange(BigDecimal value) {
    String shown =
        value.precision() > 60 ? "a number of " + value.precision() + " digits" : value.toString();
    return new IllegalArgumentException(
        "quantity: "
            + shown
            + " (expected: at most "
            + WHOLE_DIGITS
            + " digits before and "
            + SCALE
            + " after the point)");
  }

  @Override
  public String toString() {
    return value.toPlainString();
  }
}
