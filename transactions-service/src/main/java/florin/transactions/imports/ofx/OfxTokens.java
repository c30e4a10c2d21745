package florin.transactions.imports.ofx;

import java.util.Locale;

/** The tags of an OFX file in sequence, each with the text up to the next tag. */
final class OfxTokens {

  private final String text;
  private int at;
  private int lineAt;
  private int line = 1;
  private String name = "";
  private String value = "";
  private boolean closing;
  private boolean sawOfxEnd;

  OfxTokens(String text) {
    this.text = text;
  }

  /** Moves to the next tag; false at the end of the file. */
  boolean next() {
    int begin = at;
    while (true) {
      begin = text.indexOf('<', begin);
      if (begin < 0) {
        countTo(text.length());
        at = text.length();
        return false;
      }
      if (begin + 1 < text.length()
          && (text.charAt(begin + 1) == '!' || text.charAt(begin + 1) == '?')) {
        if (text.startsWith("<![CDATA[", begin)) {
          begin += 9;
          continue;
        }
        begin = endOfDeclaration(begin);
        continue;
      }
      int end = tagEnd(begin);
      if (end > 0) {
        countTo(begin);
        tag(begin, end);
        return true;
      }
      begin++;
    }
  }

  private int endOfDeclaration(int begin) {
    int depth = 0;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' || c == '[' ? 1 : c == '>' || c == ']' ? -1 : 0;
      if (depth <= 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The index of the '>' of the tag that begins here, or -1 if this is no tag. */
  private int tagEnd(int begin) {
    int i = begin + 1;
    if (i < text.length() && text.charAt(i) == '/') {
      i++;
    }
    int first = i;
    while (i < text.length() && i - first < 64 && nameCharacter(text.charAt(i))) {
      i++;
    }
    if (i == first || !letter(text.charAt(first))) {
      return -1;
    }
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '/')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '>' ? i : -1;
  }

  private static boolean letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean nameCharacter(char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  }

  private void tag(int begin, int end) {
    closing = text.charAt(begin + 1) == '/';
    boolean empty = text.charAt(end - 1) == '/';
    name =
        text.substring(begin + (closing ? 2 : 1), end)
            .replace("/", "")
            .strip()
            .toUpperCase(Locale.ROOT);
    sawOfxEnd |= closing && name.equals("OFX");
    at = end + 1;
    value = "";
    if (!closing && !empty) {
      int stop = nextTag(at);
      String raw = text.substring(at, stop);
      at = stop;
      value = OfxValues.unescaped(raw.replace("<![CDATA[", "").replace("]]>", "")).strip();
    }
  }

  private int nextTag(int from) {
    int i = from;
    while (true) {
      i = text.indexOf('<', i);
      if (i < 0) {
        return text.length();
      }
      if (tagEnd(i) > 0) {
        return i;
      }
      i++;
    }
  }

  private void countTo(int end) {
    for (; lineAt < end; lineAt++) {
      line += text.charAt(lineAt) == '\n' ? 1 : 0;
    }
  }

  String name() {
    return name;
  }

  String value() {
    return value;
  }

  boolean closing() {
    return closing;
  }

  boolean sawOfxEnd() {
    return sawOfxEnd;
  }

  int line() {
    return line;
  }
}
