package florin.transactions.filter;

/** Named parameters in SQL text. */
final class NamedParameters {

  private NamedParameters() {}

  /** Whether a statement has a parameter of this name; a cast such as {@code ::date} is none. */
  static boolean occurs(String sql, String name) {
    String marker = ":" + name;
    for (int at = sql.indexOf(marker); at >= 0; at = sql.indexOf(marker, at + 1)) {
      int end = at + marker.length();
      boolean whole = end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end));
      boolean cast = at > 0 && sql.charAt(at - 1) == ':';
      if (whole && !cast) {
        return true;
      }
    }
    return false;
  }
}
