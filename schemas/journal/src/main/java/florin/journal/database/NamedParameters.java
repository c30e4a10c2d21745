package florin.journal.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A statement with {@code :named} parameters as PostgreSQL takes it, with {@code $1} and so on; a
 * name that occurs twice is one parameter. Literals, quoted names and casts ({@code ::}) stay as
 * they are; comments and indentation are left out, because the driver tokenizes the text for every
 * execution. Here each text is parsed once in a process, not once per transaction.
 *
 * @param sql with numbered parameters
 * @param indexes of the names, from 0
 */
record NamedParameters(String sql, Map<String, Integer> indexes) {

  /** Lists with filters make texts of their own; beyond this number a text is parsed each time. */
  private static final int MOST_CACHED = 4_000;

  private static final Map<String, NamedParameters> PARSED = new ConcurrentHashMap<>();

  static NamedParameters of(String text) {
    NamedParameters known = PARSED.get(text);
    if (known != null) {
      return known;
    }
    NamedParameters parsed = parse(text);
    if (PARSED.size() < MOST_CACHED) {
      PARSED.put(text, parsed);
    }
    return parsed;
  }

  static NamedParameters parse(String text) {
    StringBuilder sql = new StringBuilder(text.length());
    Map<String, Integer> indexes = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      int end = endOfToken(text, at);
      if (isParameter(text, at)) {
        String name = text.substring(at + 1, end);
        Integer index = indexes.computeIfAbsent(name, _ -> indexes.size());
        sql.append('$').append(index + 1);
      } else if (isBlank(text, at)) {
        if (!sql.isEmpty() && sql.charAt(sql.length() - 1) != ' ') {
          sql.append(' ');
        }
      } else {
        sql.append(text, at, end);
      }
      at = end;
    }
    return new NamedParameters(sql.toString().stripTrailing(), Map.copyOf(indexes));
  }

  private static boolean isParameter(String text, int at) {
    return text.charAt(at) == ':'
        && at + 1 < text.length()
        && Character.isJavaIdentifierStart(text.charAt(at + 1));
  }

  /** White space or a comment. */
  private static boolean isBlank(String text, int at) {
    return Character.isWhitespace(text.charAt(at))
        || text.startsWith("--", at)
        || text.startsWith("/*", at);
  }

  /** The end of the token that begins here: a literal, a comment, a parameter, or one character. */
  private static int endOfToken(String text, int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      return after(text, String.valueOf(c), at + 1);
    }
    if (text.startsWith("--", at)) {
      return after(text, "\n", at + 2);
    }
    if (text.startsWith("/*", at)) {
      return after(text, "*/", at + 2);
    }
    if (text.startsWith("::", at)) {
      return at + 2;
    }
    int end = at + 1;
    if (isParameter(text, at)) {
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static int after(String text, String mark, int from) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
  }

  /**
   * The place of a parameter.
   *
   * @throws IllegalArgumentException if the statement has no such parameter
   */
  int index(String name) {
    Integer index = indexes.get(name);
    if (index == null) {
      throw new IllegalArgumentException(
          "parameter " + name + " (expected: one of " + indexes.keySet() + ")");
    }
    return index;
  }
}
