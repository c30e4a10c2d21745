package florin.emulator.data;

import java.math.BigDecimal;

/** Decimals in the one form that reaches the wire: no trailing zeros, no exponent (72.1, 100). */
public final class DecimalText {
  private DecimalText() {}

  public static BigDecimal plain(BigDecimal amount) {
    var stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  public static BigDecimal cents(long cents) {
    return plain(BigDecimal.valueOf(cents, 2));
  }
}
