package florin.migrate.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a source, found from its tables and columns.
 *
 * @param name {@code head} or {@code older}
 * @param traits how it differs from the head
 * @param tables every table with the reason if it is not brought
 */
public record SourceShape(
    String name, String product, List<Trait> traits, List<TableShape> tables) {

  /** A difference from the head, with the rule by which it is read. */
  public record Trait(String name, String rule) {}

  /**
   * @param leftOut why the table is not brought, empty if it is
   */
  public record TableShape(
      String table, long rows, Optional<String> leftOut, List<ColumnLeftOut> columnsLeftOut) {}

  public record ColumnLeftOut(String column, String why) {}

  /**
   * @throws UnusableSource if there are no accounts or no transactions
   */
  public static SourceShape of(SourceDatabase source) {
    demand(source, "accounts", "account_id");
    demand(source, "transactions", "transaction_id");
    demand(source, "transactions", "amount");
    demand(source, "transactions", "date");
    List<Trait> traits = traits(source);
    return new SourceShape(
        traits.isEmpty() ? "head" : "older",
        source.product(),
        traits,
        source.tables().keySet().stream().map(table -> shape(source, table)).toList());
  }

  private static void demand(SourceDatabase source, String table, String column) {
    if (!source.has(table, column)) {
      throw new UnusableSource(
          "source: no column %s.%s (expected: a database of pyNance; tables found: %s)"
              .formatted(table, column, String.join(", ", source.tables().keySet())));
    }
  }

  private static List<Trait> traits(SourceDatabase source) {
    List<Trait> traits = new ArrayList<>();
    if (isFloat(source, "accounts", "balance") || isFloat(source, "transactions", "amount")) {
      traits.add(
          new Trait("float-money", "the shortest decimal text that denotes the same number"));
    }
    if (hasTime(source, "transactions", "date")) {
      traits.add(new Trait("timestamp-date", "the date of the time in UTC; a naive time is UTC"));
    }
    if (source.has("accounts", "access_token")) {
      traits.add(new Trait("token-on-accounts", "one connection per token and item"));
    }
    if (source.table("plaid_items").isEmpty()) {
      traits.add(new Trait("no-items", "one connection per item id of plaid_accounts"));
    }
    if (source.table("tags").isEmpty()) {
      traits.add(new Trait("no-tags", "no tags are brought"));
    }
    if (!source.has("transactions", "category_slug")
        || !source.has("categories", "category_slug")) {
      traits.add(new Trait("no-slugs", "slugs are made of the category's names"));
    }
    if (!source.has("transactions", "merchant_slug")) {
      traits.add(new Trait("no-merchant-slugs", "merchants are recognised by their names"));
    }
    if (!source.has("transactions", "user_modified")) {
      traits.add(new Trait("no-edit-marks", "no value counts as edited by its user"));
    }
    if (source.table("planning_scenarios").isEmpty()) {
      traits.add(new Trait("no-planning", "no scenarios are brought"));
    }
    if (source.table("plaid_transaction_meta").isEmpty()) {
      traits.add(new Trait("no-transaction-meta", "currencies are those of --currency"));
    }
    return List.copyOf(traits);
  }

  private static boolean isFloat(SourceDatabase source, String table, String column) {
    return column(source, table, column).filter(SourceColumn::isFloat).isPresent();
  }

  private static boolean hasTime(SourceDatabase source, String table, String column) {
    return column(source, table, column).filter(SourceColumn::hasTime).isPresent();
  }

  private static Optional<SourceColumn> column(SourceDatabase source, String table, String column) {
    return source.table(table).flatMap(found -> found.column(column));
  }

  private static TableShape shape(SourceDatabase source, String table) {
    Optional<KnownTables.KnownTable> known = KnownTables.named(table);
    Optional<String> leftOut =
        known.isEmpty() ? Optional.of("unknown: not a table of pyNance") : known.get().leftOut();
    List<ColumnLeftOut> columns =
        known
            .filter(one -> one.leftOut().isEmpty())
            .map(one -> columnsLeftOut(source, table, one))
            .orElse(List.of());
    return new TableShape(table, source.count(table), leftOut, columns);
  }

  /** The columns that are not brought; one that is not pyNance's too, with its number of values. */
  private static List<ColumnLeftOut> columnsLeftOut(
      SourceDatabase source, String table, KnownTables.KnownTable known) {
    List<ColumnLeftOut> columns = new ArrayList<>();
    source.table(table).stream()
        .flatMap(found -> found.columns().keySet().stream())
        .sorted()
        .forEach(
            column -> {
              String why = known.columns().get(column);
              if (why != null) {
                columns.add(new ColumnLeftOut(column, why));
              } else if (!known.read().contains(column)) {
                columns.add(
                    new ColumnLeftOut(
                        column,
                        "unknown: not a column of pyNance; %d rows have a value"
                            .formatted(source.countValues(table, column))));
              }
            });
    return List.copyOf(columns);
  }
}
