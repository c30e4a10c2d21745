package florin.journal.web.input;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One rule per type of value. Digits are ASCII digits; nothing is trimmed, coerced or normalised: a
 * value is taken as it was sent or refused with {@link InvalidInput}.
 */
public final class InputRules {

  /** UTF-16 code units of a text whose field names no other limit. */
  public static final int LONGEST_TEXT = 4_000;

  /** Amounts are below this, so that sums of many of them are amounts too. */
  public static final BigDecimal AMOUNT_LIMIT = BigDecimal.TEN.pow(13);

  static final String DATE = "a date such as 2026-01-31, from 1900-01-01 to 9999-12-31";
  static final String INSTANT = "an instant such as 2026-01-31T12:00:00Z, from 1900 to 9999";
  static final String AMOUNT =
      "a decimal such as -12.34, below 10000000000000, without an exponent";
  static final String INTEGER = "a whole number";
  static final String IDENTIFIER = "a UUID of 36 characters";
  static final String TRUTH = "true or false";
  static final String CURRENCY = "a currency code of 1 to 16 characters";

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 9999;
  private static final int LONGEST_DECIMAL = 60;

  private static final Pattern ISO_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern ISO_INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,10}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private InputRules() {}

  /** Text of one line that PostgreSQL and UTF-8 can hold. */
  public static String text(String given) {
    return text(given, LONGEST_TEXT, false);
  }

  /**
   * Text without NUL, lone surrogates and other control characters.
   *
   * @param longest in UTF-16 code units
   * @param multiLine whether tab, line feed and carriage return are allowed
   */
  public static String text(String given, int longest, boolean multiLine) {
    if (given.length() > longest) {
      throw new InvalidInput(given, "at most " + longest + " characters");
    }
    if (given.codePoints().anyMatch(codePoint -> unfit(codePoint, multiLine))) {
      throw new InvalidInput(
          given,
          multiLine
              ? "text without control characters other than tab and line break"
              : "text without control characters");
    }
    return given;
  }

  private static boolean unfit(int codePoint, boolean multiLine) {
    if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r') {
      return !multiLine;
    }
    return isControl(codePoint);
  }

  /** Whether no text may have this code point: a control character or half of a surrogate pair. */
  public static boolean isControl(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE; // UTF-8 cannot hold it
  }

  /** Whether a date is in the years that are stored. */
  public static boolean storable(LocalDate date) {
    return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
  }

  /** An ISO calendar date. */
  public static LocalDate date(String given) {
    if (ISO_DATE.matcher(given).matches()) {
      try {
        LocalDate date = LocalDate.parse(given);
        if (date.getYear() >= FIRST_YEAR) {
          return date;
        }
      } catch (DateTimeException none) {
        // refused below, as any other text
      }
    }
    throw new InvalidInput(given, DATE);
  }

  /** An RFC 3339 instant, in any offset. */
  public static Instant instant(String given) {
    if (ISO_INSTANT.matcher(given).matches()) {
      try {
        Instant instant = OffsetDateTime.parse(given).toInstant();
        int year = instant.atOffset(java.time.ZoneOffset.UTC).getYear();
        if (year >= FIRST_YEAR && year <= LAST_YEAR) {
          return instant;
        }
      } catch (DateTimeException none) {
        // refused below, as any other text
      }
    }
    throw new InvalidInput(given, INSTANT);
  }

  /** An amount of money without its currency. */
  public static BigDecimal amount(String given) {
    if (given.length() <= LONGEST_DECIMAL && DECIMAL.matcher(given).matches()) {
      BigDecimal amount = new BigDecimal(given);
      if (amount.abs().compareTo(AMOUNT_LIMIT) < 0) {
        return amount;
      }
    }
    throw new InvalidInput(given, AMOUNT);
  }

  /** Money; whether the currency has so many decimals is the request's own rule. */
  public static Money money(String amount, String currency) {
    BigDecimal given = amount(amount);
    CurrencyCode code = currency(currency);
    try {
      return new Money(given, code);
    } catch (IllegalArgumentException unfit) {
      throw new InvalidInput(amount, "at most " + Money.SCALE + " decimals");
    }
  }

  /** A currency code, official or not. */
  public static CurrencyCode currency(String given) {
    try {
      return new CurrencyCode(text(given));
    } catch (IllegalArgumentException unfit) {
      throw new InvalidInput(given, CURRENCY);
    }
  }

  /** A whole number of 32 bits, in decimal digits. */
  public static int integer(String given) {
    if (WHOLE.matcher(given).matches()) {
      long value = Long.parseLong(given);
      if (value == (int) value) {
        return (int) value;
      }
    }
    throw new InvalidInput(given, INTEGER);
  }

  /** A UUID with its four hyphens. */
  public static UUID uuid(String given) {
    if (!UUID_TEXT.matcher(given).matches()) {
      throw new InvalidInput(given, IDENTIFIER);
    }
    return UUID.fromString(given);
  }

  /** {@code true} or {@code false}. */
  public static boolean truth(String given) {
    return switch (given) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidInput(given, TRUTH);
    };
  }
}
