package florin.transactions.imports.text;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final int MOST_DECIMALS = 10;
  private static final Pattern CODE = Pattern.compile("(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])");
  private static final Pattern CURRENCY_OR_SIGN =
      Pattern.compile(
          "(?<![A-Za-z])[A-Z]{0,3}\\p{Sc}|"
              + CODE.pattern()
              + "|(?<!\\p{L})(?i:kr|zł|kč|fr|rs|ft|lei|руб|р|грн|tl|din|дин|ден|rp|rm|bs|sfr|kn|лв|円|元|원|đ|บาท|ksh|tsh|ush|fcfa)\\.?(?!\\p{L})"
              + "|(?<![A-Za-z])[RQ](?=[\\s\\d-])|(?<![A-Za-z])[SB]/\\.?|\\p{IsArabic}[\\p{IsArabic}.]{0,8}");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}'\u2019_]+");
  private static final Pattern BROKEN_GROUP =
      Pattern.compile("\\d[\\s\\p{Z}'\u2019_](?!\\d{3}(?!\\d))\\d?");
  private static final Pattern WAY =
      Pattern.compile("(?i)(?<=[\\d\\s.,)(])\\(?(CR|DR|DB|[DCSH])\\.?\\)?$");
  private static final Pattern WAY_BEFORE =
      Pattern.compile("(?i)^(CR|DR|DB)\\b\\.?\\s*(?=[\\d\\p{Sc}])");
  private static final Pattern NO_DECIMALS = Pattern.compile("[.,]-{1,2}$");
  private static final Pattern MINUS =
      Pattern.compile("[\u2212\u2010-\u2014\ufe63\uff0d\u25b2\u25b3]");

  private static final Pattern TOO_EXACT =
      Pattern.compile("[^\\d]{0,5}\\d[\\d.,' ]{0,24}[.,]\\d{" + (MOST_DECIMALS + 1) + ",}\\D{0,5}");

  /** Signs that belong to one currency only. */
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("€", "EUR"),
          Map.entry("£", "GBP"),
          Map.entry("zł", "PLN"),
          Map.entry("Kč", "CZK"),
          Map.entry("₹", "INR"),
          Map.entry("₩", "KRW"),
          Map.entry("₪", "ILS"),
          Map.entry("₺", "TRY"),
          Map.entry(" TL", "TRY"),
          Map.entry("₽", "RUB"),
          Map.entry("₴", "UAH"),
          Map.entry("R$", "BRL"),
          Map.entry("руб", "RUB"),
          Map.entry("грн", "UAH"),
          Map.entry("Ft", "HUF"));

  private static final Set<String> OUT = Set.of("DR", "DB", "D", "S");

  private Amounts() {}

  /** The amount with this decimal sign; empty if the text is none. */
  public static Optional<BigDecimal> amount(String stated, char decimalSign) {
    if (stated.length() > LONGEST || !AsciiForms.hasDigit(stated)) {
      return Optional.empty();
    }
    String text = stated.strip();
    boolean negative = false;
    if (!plain(text)) {
      text = arabicSigns(AsciiForms.of(text), decimalSign).strip();
      Matcher wayBefore = WAY_BEFORE.matcher(text);
      if (wayBefore.find()) {
        negative = OUT.contains(wayBefore.group(1).toUpperCase(Locale.ROOT));
        text = text.substring(wayBefore.end());
      }
      text = CURRENCY_OR_SIGN.matcher(text).replaceAll(" ").strip();
      text = text.startsWith("\\") ? text.substring(1) : text;
      text = MINUS.matcher(text).replaceAll("-");
      Matcher way = WAY.matcher(text);
      if (way.find()) {
        negative |= OUT.contains(way.group(1).toUpperCase(Locale.ROOT));
        text = text.substring(0, way.start()).strip();
      }
      if (text.startsWith("-(") || text.startsWith("- (")) {
        return Optional.empty();
      }
      if (text.startsWith("(") && text.endsWith(")")) {
        negative = true;
        text = text.substring(1, text.length() - 1).strip();
      }
    }
    if (text.endsWith("-")) {
      text = NO_DECIMALS.matcher(text).replaceFirst("");
    }
    if (!plain(text)) {
      if (BROKEN_GROUP.matcher(text).find()) {
        return Optional.empty();
      }
      text = SPACE.matcher(text).replaceAll("");
    }
    if (text.endsWith("-") || text.endsWith("+")) {
      text = text.charAt(text.length() - 1) + text.substring(0, text.length() - 1);
    }
    if (text.startsWith("-") || text.startsWith("+")) {
      negative ^= text.charAt(0) == '-';
      text = text.substring(1);
    }
    return digits(text, decimalSign, negative);
  }

  /** The decimal sign of Arabic numbers is the one of the file, their grouping sign the other. */
  private static String arabicSigns(String text, char decimalSign) {
    return text.replace('\u066b', decimalSign).replace('\u066c', decimalSign == '.' ? ',' : '.');
  }

  /** Whether the text has digits, points, commas and minus signs only. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != ',' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static Optional<BigDecimal> digits(String text, char decimalSign, boolean negative) {
    char grouping = decimalSign == '.' ? ',' : '.';
    int decimal = text.indexOf(decimalSign);
    if (decimal != text.lastIndexOf(decimalSign)) {
      return Optional.empty();
    }
    String whole = decimal < 0 ? text : text.substring(0, decimal);
    String decimals = decimal < 0 ? "" : text.substring(decimal + 1);
    if (decimals.length() > MOST_DECIMALS) {
      decimals = decimals.substring(0, 2) + decimals.substring(2).replaceFirst("0+$", "");
    }
    if (!grouped(whole, grouping)) {
      return Optional.empty();
    }
    whole = whole.replace(String.valueOf(grouping), "");
    if (whole.length() + decimals.length() == 0
        || whole.length() > 18
        || decimals.length() > MOST_DECIMALS
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
    if (whole.length() - last != 4 || whole.charAt(0) == grouping || whole.charAt(0) == '0') {
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

  /** The form in which an amount that cannot be read is expected. */
  public static String expected(String stated, String otherwise) {
    return TOO_EXACT.matcher(stated.strip()).matches()
        ? "at most " + MOST_DECIMALS + " decimals"
        : otherwise;
  }

  public static boolean isAmount(String stated) {
    return AsciiForms.hasDigit(stated)
        && (amount(stated, '.').isPresent() || amount(stated, ',').isPresent());
  }

  /** The code of the currency inside an amount or a title; empty if there is none. */
  public static String currency(String stated) {
    if (stated.length() > LONGEST || plain(stated)) {
      return "";
    }
    Matcher code = CODE.matcher(stated);
    return code.find()
        ? code.group()
        : SIGNS.entrySet().stream()
            .filter(sign -> stated.contains(sign.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
  }
}
