package florin.journal.database.binary;

import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A {@code numeric} as {@code numeric_recv} reads it: digits to the base of 10,000, the weight of
 * the first one, the sign and the number of decimals that are shown.
 */
final class BinaryNumeric {

  private static final int DIGITS = 4;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);
  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 0x4000;

  private BinaryNumeric() {}

  static void write(ByteBuf out, BigDecimal value) {
    BigDecimal decimal = value.scale() < 0 ? value.setScale(0) : value;
    int decimals = decimal.scale();
    int fractionDigits = Math.ceilDiv(decimals, DIGITS);
    BigInteger rest =
        decimal
            .unscaledValue()
            .abs()
            .multiply(BigInteger.TEN.pow(fractionDigits * DIGITS - decimals));
    Deque<Integer> digits = new ArrayDeque<>();
    while (rest.signum() != 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits.addFirst(parts[1].intValue());
      rest = parts[0];
    }
    out.writeShort(digits.size());
    out.writeShort(digits.isEmpty() ? 0 : digits.size() - fractionDigits - 1);
    out.writeShort(decimal.signum() < 0 ? NEGATIVE : POSITIVE);
    out.writeShort(decimals);
    digits.forEach(out::writeShort);
  }
}
