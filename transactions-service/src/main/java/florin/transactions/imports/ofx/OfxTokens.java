package florin.transactions.imports.ofx;

import florin.transactions.imports.text.FileCharacters;
import java.util.Locale;
import java.util.regex.Pattern;

/** The tags of an OFX file in sequence, each with the text up to the next tag. */
final class OfxTokens {

  private static final int LONGEST_ATTRIBUTES = 1_000;
  private static final Pattern LINE_BREAK = Pattern.compile("[ \\t]*[\\r\\n]\\s*");

  private final FileCharacters text;
  private final int lastCommentEnd;
  private final int lastCharacterDataEnd;
  private int at;
  private int lineAt;
  private int line = 1;
  private String name = "";
  private String value = "";
  private boolean closing;
  private boolean sawOfxEnd;

  OfxTokens(FileCharacters text) {
    this.text = text;
    this.lastCommentEnd = text.lastIndexOf("-->");
    this.lastCharacterDataEnd = text.lastIndexOf("]]>");
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
        if (text.startsWith("<!--", begin)) {
          begin = endOfComment(begin);
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

  /** The index behind a comment; behind its begin if it has no end. */
  private int endOfComment(int begin) {
    return begin + 4 > lastCommentEnd ? begin + 4 : text.indexOf("-->", begin + 4) + 3;
  }

  private int endOfCharacterData(int begin) {
    return begin + 9 > lastCharacterDataEnd ? begin + 9 : text.indexOf("]]>", begin + 9) + 3;
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
    int limit = Math.min(text.length(), i + LONGEST_ATTRIBUTES);
    while (i < limit && blank(text.charAt(i))) {
      i = blanks(i, limit);
      int attribute = attributeEnd(i, limit);
      if (attribute < 0) {
        break;
      }
      i = attribute;
    }
    if (i < limit && text.charAt(i) == '/') {
      i = blanks(i + 1, limit);
    }
    return i < text.length() && text.charAt(i) == '>' ? i : -1;
  }

  private int blanks(int from, int limit) {
    int i = from;
    while (i < limit && blank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The index behind an attribute with its quoted value, or -1 if none begins here. */
  private int attributeEnd(int begin, int limit) {
    int i = begin;
    while (i < limit && nameCharacter(text.charAt(i))) {
      i++;
    }
    if (i == begin || i + 1 >= limit || text.charAt(i) != '=') {
      return -1;
    }
    char quote = text.charAt(i + 1);
    int end = i + 2;
    while (end < limit && text.charAt(end) != quote) {
      end++;
    }
    return (quote == '"' || quote == '\'') && end < limit ? end + 1 : -1;
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean nameCharacter(char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == ':';
  }

  private void tag(int begin, int end) {
    closing = text.charAt(begin + 1) == '/';
    boolean empty = text.charAt(end - 1) == '/';
    name = name(text.substring(begin + (closing ? 2 : 1), end));
    sawOfxEnd |= closing && name.equals("OFX");
    at = end + 1;
    value = "";
    if (!closing && !empty) {
      int stop = nextTag(at);
      String raw = text.substring(at, Math.min(stop, at + FileCharacters.LONGEST));
      at = stop;
      String content = content(raw).strip();
      if (!name.equals("MEMO")) {
        content = LINE_BREAK.matcher(content).replaceAll(" ");
      }
      value = OfxValues.unescaped(content).strip();
    }
  }

  /** The name without its namespace and attributes. */
  private static String name(String tag) {
    int end = 0;
    while (end < tag.length() && nameCharacter(tag.charAt(end))) {
      end++;
    }
    return tag.substring(tag.lastIndexOf(':', Math.max(end - 1, 0)) + 1, end)
        .toUpperCase(Locale.ROOT);
  }

  private static String content(String raw) {
    if (raw.indexOf("<!") < 0) {
      return raw;
    }
    StringBuilder content = new StringBuilder();
    int at = 0;
    while (at < raw.length()) {
      int comment = raw.indexOf("<!--", at);
      int end = comment < 0 ? -1 : raw.indexOf("-->", comment + 4);
      content.append(raw, at, end < 0 ? raw.length() : comment);
      at = end < 0 ? raw.length() : end + 3;
    }
    return content.toString().replace("<![CDATA[", "").replace("]]>", "");
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
      i =
          text.startsWith("<!--", i)
              ? endOfComment(i)
              : text.startsWith("<![CDATA[", i) ? endOfCharacterData(i) : i + 1;
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
