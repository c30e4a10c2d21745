package florin.migrate.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Amounts of the source as exact decimals. The text of a floating-point number is the shortest one
 * that denotes it, so nothing has to be guessed; it is rounded only where the column itself
 * promises fewer decimals, or where the target cannot hold them.
 */
public final class ExactAmounts {

  /** Decimals of an amount in Florin. */
  public static final int AMOUNT_DECIMALS = 10;

  /** Decimals of a quantity or price in Florin. */
  public static final int QUANTITY_DECIMALS = 18;

  private static final int WHOLE_DIGITS = 18;

  /** No floating-point number has more decimals. */
  private static final int SMALLEST = 1_100;

  private ExactAmounts() {}

  /**
   * A number of the source.
   *
   * @param rounding why it was rounded, empty if it was not
   */
  public record Exact(BigDecimal value, Optional<String> rounding) {}

  /**
   * @param stored as read from the database
   * @param most decimals that the target can hold
   * @throws ArithmeticException if it has more than 18 digits before the point, or more decimals
   *     than a floating-point number can have
   */
  public static Exact of(BigDecimal stored, Optional<SourceColumn> column, int most) {
    if ((long) stored.precision() - stored.scale() > WHOLE_DIGITS) {
      throw new ArithmeticException(
          "%s (expected: at most %d digits before the point)"
              .formatted(stored.precision() > 60 ? "a longer number" : stored, WHOLE_DIGITS));
    }
    if (stored.scale() > SMALLEST) {
      throw new ArithmeticException(
          "a number with %d decimals (expected: at most %d)".formatted(stored.scale(), SMALLEST));
    }
    int declared =
        column.map(SourceColumn::decimals).orElse(java.util.OptionalInt.empty()).orElse(most);
    int decimals = Math.min(declared, most);
    BigDecimal stripped = stored.stripTrailingZeros();
    if (stripped.scale() <= decimals) {
      return new Exact(stripped, Optional.empty());
    }
    String why =
        declared < most
            ? "the column has %d decimals".formatted(declared)
            : "Florin holds %d decimals".formatted(most);
    BigDecimal rounded = stripped.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    return new Exact(rounded, Optional.of(why));
  }
}
