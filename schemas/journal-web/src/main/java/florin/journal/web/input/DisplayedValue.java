package florin.journal.web.input;

import java.util.Locale;

/** Values as they appear in the details of problems: in quotes, short and printable. */
public final class DisplayedValue {

  private static final int LONGEST = 80;

  private DisplayedValue() {}

  /** The value in quotes; control characters and lone surrogates as {@code \\uXXXX}. */
  public static String of(String value) {
    StringBuilder shown = new StringBuilder("'");
    value.codePoints().limit(LONGEST).forEach(codePoint -> append(shown, codePoint));
    if (value.codePointCount(0, value.length()) > LONGEST) {
      shown.append("… (").append(value.length()).append(" characters)");
    }
    return shown.append('\'').toString();
  }

  private static void append(StringBuilder shown, int codePoint) {
    if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
      shown.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
    } else {
      shown.appendCodePoint(codePoint);
    }
  }
}
