package florin.transactions.imports.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as files write them; every digit is kept. */
public final class Amounts {

  /** Which character separates the decimals of the amounts of a file. */
  public enum DecimalSign {
    POINT('.'),
    COMMA(','),
    /** Every amount reads the same with both, as there is no separator. */
    EITHER('.'),
    /** Both readings are possible and differ. */
    UNKNOWN('.');

    public final char character;

    DecimalSign(char character) {
      this.character = character;
    }
  }

  private static final int LONGEST = 60;
  private static final Pattern CURRENCY_OR_SIGN =
      Pattern.compile("\\p{Sc}|\\b[A-Z]{3}\\b|(?<![A-Za-z])(?i:kr|zł|Kč|Fr|Rs|R)\\.?(?![A-Za-z])");
  private static final Pattern CODE = Pattern.compile("(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])");

  private Amounts() {}

  /** The amount with this decimal sign; empty if the text is none. */
  public static Optional<BigDecimal> amount(String stated, char decimalSign) {
    if (stated.length() > LONGEST) {
      return Optional.empty();
    }
    String text = stated.strip();
    boolean negative = false;
    if (text.startsWith("(") && text.endsWith(")")) {
      negative = true;
      text = text.substring(1, text.length() - 1);
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.endsWith("DR") || upper.endsWith("CR")) {
      negative ^= upper.endsWith("DR");
      text = text.substring(0, text.length() - 2);
    }
    text = CURRENCY_OR_SIGN.matcher(text).replaceAll("");
    text = text.replace('\u2212', '-').replace('\u2013', '-').replaceAll("[\\s\\p{Z}'\u2019_]", "");
    if (text.endsWith("-") || text.endsWith("+")) {
      text = text.charAt(text.length() - 1) + text.substring(0, text.length() - 1);
    }
    if (text.startsWith("-") || text.startsWith("+")) {
      negative ^= text.charAt(0) == '-';
      text = text.substring(1);
    }
    return digits(text, decimalSign, negative);
  }

  private static Optional<BigDecimal> digits(String text, char decimalSign, boolean negative) {
    char grouping = decimalSign == '.' ? ',' : '.';
    int decimal = text.indexOf(decimalSign);
    if (decimal != text.lastIndexOf(decimalSign)) {
      return Optional.empty();
    }
    String whole = decimal < 0 ? text : text.substring(0, decimal);
    String decimals = decimal < 0 ? "" : text.substring(decimal + 1);
    if (!grouped(whole, grouping)) {
      return Optional.empty();
    }
    whole = whole.replace(String.valueOf(grouping), "");
    if (whole.length() + decimals.length() == 0
        || whole.length() > 18
        || decimals.length() > 10
        || !(whole + decimals).chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    BigDecimal amount =
        new BigDecimal(
            (whole.isEmpty() ? "0" : whole) + (decimals.isEmpty() ? "" : "." + decimals));
    return Optional.of(negative ? amount.negate() : amount);
  }

  /** Groups of three from the right, or of two as in India (12,34,567). */
  private static boolean grouped(String whole, char grouping) {
    int last = whole.lastIndexOf(grouping);
    if (last < 0) {
      return true;
    }
    if (whole.length() - last != 4 || whole.charAt(0) == grouping) {
      return false;
    }
    int size = 0;
    for (int i = last - 1; i >= 0; i--) {
      if (whole.charAt(i) == grouping) {
        if (size < 2 || size > 3) {
          return false;
        }
        size = 0;
      } else {
        size++;
      }
    }
    return size >= 1 && size <= 3;
  }

  public static boolean isAmount(String stated) {
    return stated.chars().anyMatch(c -> c >= '0' && c <= '9')
        && (amount(stated, '.').isPresent() || amount(stated, ',').isPresent());
  }

  /** The code of a currency inside an amount such as "12.50 EUR"; empty if there is none. */
  public static String currency(String stated) {
    if (stated.length() > LONGEST) {
      return "";
    }
    Matcher code = CODE.matcher(stated);
    return code.find() ? code.group() : "";
  }

  /** The decimal sign that explains all amounts of a file. */
  public static DecimalSign decimalSign(List<String> amounts) {
    int point = 0;
    int comma = 0;
    boolean differ = false;
    for (String stated : amounts) {
      Optional<BigDecimal> withPoint = amount(stated, '.');
      Optional<BigDecimal> withComma = amount(stated, ',');
      point += withPoint.isPresent() && withComma.isEmpty() ? 1 : 0;
      comma += withComma.isPresent() && withPoint.isEmpty() ? 1 : 0;
      differ |=
          withPoint.isPresent()
              && withComma.isPresent()
              && withPoint.get().compareTo(withComma.get()) != 0;
    }
    if (point == 0 && comma == 0) {
      return differ ? DecimalSign.UNKNOWN : DecimalSign.EITHER;
    }
    return point == comma
        ? DecimalSign.UNKNOWN
        : point > comma ? DecimalSign.POINT : DecimalSign.COMMA;
  }
}
