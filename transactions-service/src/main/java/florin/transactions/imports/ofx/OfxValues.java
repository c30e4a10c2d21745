package florin.transactions.imports.ofx;

import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of OFX elements: the day as the bank wrote it, exact amounts, text without entities. */
final class OfxValues {

  private static final Pattern ENTITY =
      Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});");
  private static final Pattern DATE =
      Pattern.compile("(\\d{4})[-/.]?(\\d{2})[-/.]?(\\d{2})(?:\\D.*|\\d{2,6}.*)?");
  private static final Pattern GROUPED_ONCE = Pattern.compile("[-+]?[1-9]\\d{0,2}[.,]\\d{3}");
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", "\u00a0"),
          Map.entry("copy", "\u00a9"),
          Map.entry("reg", "\u00ae"),
          Map.entry("trade", "\u2122"),
          Map.entry("euro", "\u20ac"),
          Map.entry("pound", "\u00a3"),
          Map.entry("yen", "\u00a5"),
          Map.entry("cent", "\u00a2"),
          Map.entry("sect", "\u00a7"),
          Map.entry("deg", "\u00b0"),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("hellip", "\u2026"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201c"),
          Map.entry("rdquo", "\u201d"),
          Map.entry("auml", "\u00e4"),
          Map.entry("ouml", "\u00f6"),
          Map.entry("uuml", "\u00fc"),
          Map.entry("Auml", "\u00c4"),
          Map.entry("Ouml", "\u00d6"),
          Map.entry("Uuml", "\u00dc"),
          Map.entry("szlig", "\u00df"),
          Map.entry("eacute", "\u00e9"),
          Map.entry("egrave", "\u00e8"),
          Map.entry("ecirc", "\u00ea"),
          Map.entry("agrave", "\u00e0"),
          Map.entry("acirc", "\u00e2"),
          Map.entry("aacute", "\u00e1"),
          Map.entry("iacute", "\u00ed"),
          Map.entry("oacute", "\u00f3"),
          Map.entry("uacute", "\u00fa"),
          Map.entry("ntilde", "\u00f1"),
          Map.entry("ccedil", "\u00e7"),
          Map.entry("atilde", "\u00e3"),
          Map.entry("otilde", "\u00f5"),
          Map.entry("aring", "\u00e5"),
          Map.entry("oslash", "\u00f8"),
          Map.entry("aelig", "\u00e6"));

  private OfxValues() {}

  /** The day as written; time and zone never move it. */
  static Optional<LocalDate> date(String stated) {
    Matcher parts = DATE.matcher(stated.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate date =
          LocalDate.of(
              Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)));
      return date.getYear() < 1900 || date.getYear() > 2200 ? Optional.empty() : Optional.of(date);
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  /**
   * An amount; with a single separator that may group thousands, the file decides.
   *
   * @param thousands the separator of thousands in this file
   */
  static Optional<BigDecimal> amount(String stated, char thousands) {
    String plain = stated.strip();
    if (GROUPED_ONCE.matcher(plain).matches() && plain.indexOf(thousands) > 0) {
      return Amounts.amount(plain, thousands == ',' ? '.' : ',');
    }
    if (plain.indexOf('.') >= 0 && plain.indexOf(',') < 0) {
      return plain.indexOf('.') == plain.lastIndexOf('.')
          ? Amounts.amount(plain, '.')
          : Amounts.amount(plain, ',');
    }
    if (plain.indexOf(',') >= 0 && plain.indexOf('.') < 0) {
      return plain.indexOf(',') == plain.lastIndexOf(',')
          ? Amounts.amount(plain, ',')
          : Amounts.amount(plain, '.');
    }
    return Amounts.amount(plain, plain.lastIndexOf(',') > plain.lastIndexOf('.') ? ',' : '.');
  }

  /** Whether an amount such as 1,234 or 1.234 has decimals or thousands. */
  static boolean isAmbiguous(String stated) {
    return GROUPED_ONCE.matcher(stated.strip()).matches();
  }

  /** Replaces the entities of HTML once; what is no known entity stays as it is. */
  static String unescaped(String raw) {
    if (raw.indexOf('&') < 0) {
      return raw;
    }
    return ENTITY
        .matcher(raw)
        .replaceAll(found -> Matcher.quoteReplacement(replacement(found.group(), found.group(1))));
  }

  private static String replacement(String whole, String entity) {
    if (!entity.startsWith("#")) {
      return NAMED.getOrDefault(entity, whole);
    }
    int code =
        entity.charAt(1) == 'x' || entity.charAt(1) == 'X'
            ? Integer.parseInt(entity.substring(2), 16)
            : Integer.parseInt(entity.substring(1));
    boolean lineBreak = code == '\n' || code == '\r';
    return (code >= 32 || lineBreak)
            && Character.isValidCodePoint(code)
            && !(code >= 0xD800 && code <= 0xDFFF)
        ? Character.toString(code)
        : whole;
  }
}
