package florin.transactions.imports.text;

/** Digits, spaces and signs of other scripts as their ASCII forms. */
final class AsciiForms {

  private static final char FIRST_FULL_WIDTH = '\uFF01';
  private static final char LAST_FULL_WIDTH = '\uFF5E';
  private static final int TO_FULL_WIDTH = 0xFEE0;

  private AsciiForms() {}

  /**
   * The text with decimal digits of any script, spaces and full-width signs in ASCII, without marks
   * of the writing direction.
   */
  static String of(String text) {
    if (isAscii(text)) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii.append(c);
      } else if (c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH) {
        ascii.append((char) (c - TO_FULL_WIDTH));
      } else if (Character.isDigit(c)) {
        ascii.append((char) ('0' + Character.digit(c, 10)));
      } else if (Character.isSpaceChar(c)) {
        ascii.append(' ');
      } else if (!isDirectionMark(c)) {
        ascii.append(c);
      }
    }
    return ascii.toString();
  }

  private static boolean isDirectionMark(char c) {
    return c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || c >= '\u202a' && c <= '\u202e'
        || c >= '\u2066' && c <= '\u2069';
  }

  static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || c >= 0x80 && Character.isDigit(c)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
