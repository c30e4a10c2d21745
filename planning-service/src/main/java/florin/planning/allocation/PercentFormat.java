package florin.planning.allocation;

import florin.journal.web.field.FieldChecks;
import java.math.BigDecimal;

/** Percents as text, as rows and as numbers with the fewest decimals that hold them. */
final class PercentFormat {

  private static final int LONGEST = 20;

  private PercentFormat() {}

  static BigDecimal plain(BigDecimal percent) {
    BigDecimal stripped = percent.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static String text(BigDecimal percent) {
    return plain(percent).toPlainString();
  }

  /** A decimal string, as amounts are: a JSON number has been through a float somewhere. */
  static BigDecimal parsed(String text, String field) {
    try {
      if (text.length() <= LONGEST && !text.contains("e") && !text.contains("E")) {
        return new BigDecimal(text);
      }
    } catch (NumberFormatException none) {
      // refused below, as what is too long
    }
    throw FieldChecks.invalid(
        field, field + ": not a percent (expected: a decimal string such as 12.5)");
  }
}
