package florin.migrate.plan.row;

/**
 * A column that refers to the rows of another table.
 *
 * @param needed whether a row is left out if it refers to nothing
 */
public record Reference(String column, String table, boolean needed) {

  public static Reference needed(String column, String table) {
    return new Reference(column, table, true);
  }

  public static Reference optional(String column, String table) {
    return new Reference(column, table, false);
  }
}
