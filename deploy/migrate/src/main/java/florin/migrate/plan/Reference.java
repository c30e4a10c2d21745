package florin.migrate.plan;

/**
 * A column that refers to the rows of another table.
 *
 * @param needed whether a row is left out if it refers to nothing
 */
record Reference(String column, String table, boolean needed) {

  static Reference needed(String column, String table) {
    return new Reference(column, table, true);
  }

  static Reference optional(String column, String table) {
    return new Reference(column, table, false);
  }
}
