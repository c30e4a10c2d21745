package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.ReadOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Known layouts of budgeting tools and cards, recognised by their titles. */
enum CsvProfile {
  FLORIN(
      "Florin",
      "date|amount|currency|description|note|category|tags|account|id",
      Map.of(
          "column.date",
          "date",
          "column.amount",
          "amount",
          ReadOptions.NEGATE,
          "false",
          "column.text",
          "description",
          "column.note",
          "note",
          "column.category",
          "category",
          "column.tags",
          "tags",
          "column.account",
          "account",
          "column.id",
          "id",
          "decimalSign",
          ".")),
  MINT(
      "Mint",
      "date|description|original description|amount|transaction type|category|account name",
      Map.of(ReadOptions.DATE_ORDER, "MDY", "column.text", "Description", "column.note", "Notes")),
  YNAB(
      "YNAB",
      "account|flag|date|payee|category group category|memo|outflow|inflow",
      Map.of("column.category", "Category Group/Category", "column.text", "Payee")),
  YNAB_4(
      "YNAB 4",
      "account|flag|date|payee|category|master category|sub category|memo|outflow|inflow",
      Map.of("column.category", "Category", "column.text", "Payee")),
  MONARCH(
      "Monarch",
      "date|merchant|category|account|original statement|notes|amount",
      Map.of("column.text", "Merchant", "column.note", "Notes", "negate", "false")),
  FIREFLY(
      "Firefly III",
      "journal id|type|amount|currency code|description|date|source name|destination name",
      Map.of(
          "column.date", "date",
          "column.amount", "amount",
          "column.id", "journal_id",
          "column.text", "description",
          "column.note", "notes",
          "column.account", "source_name",
          "column.direction", "",
          "negate", "false")),
  ACTUAL(
      "Actual",
      "account|date|payee|notes|category|amount|split amount",
      Map.of("column.text", "Payee", "column.note", "Notes", "negate", "false")),
  ACTUAL_SELECTION(
      "Actual",
      "account|date|payee|notes|category|amount|cleared|reconciled",
      Map.of("column.text", "Payee", "column.note", "Notes", "negate", "false")),
  QUICKEN(
      "Quicken",
      "date|account|num|description|memo|category|tag|amount",
      Map.of(
          ReadOptions.DATE_ORDER,
          "MDY",
          "column.text",
          "Description",
          "column.note",
          "Memo",
          "negate",
          "false")),
  QUICKEN_MAC(
      "Quicken for Mac",
      "split|date|payee|category|amount|account",
      Map.of(ReadOptions.DATE_ORDER, "MDY", "column.text", "Payee", "negate", "false")),
  AMERICAN_EXPRESS(
      "American Express",
      "date|description|card member|amount",
      Map.of("negate", "true", "column.text", "Description")),
  AMERICAN_EXPRESS_GERMAN(
      "American Express",
      "datum|beschreibung|karteninhaber|betrag",
      Map.of("negate", "true", "column.text", "Beschreibung")),
  COPILOT(
      "Copilot",
      "date|name|amount|parent category|excluded|type|account mask|recurring",
      Map.of("negate", "true", "column.text", "name", "column.direction", "")),
  DISCOVER(
      "Discover", "trans date|post date|description|amount|category", Map.of("negate", "true")),
  APPLE_CARD(
      "Apple Card",
      "transaction date|clearing date|description|merchant|category|type|amount",
      Map.of("negate", "true", "column.text", "Merchant", ReadOptions.DATE_ORDER, "MDY"));

  private final String title;
  private final Set<String> titles;
  private final Map<String, String> settings;

  CsvProfile(String title, String titles, Map<String, String> settings) {
    this.title = title;
    this.titles = Set.copyOf(Arrays.asList(titles.split("\\|", -1)));
    this.settings = settings;
  }

  static Optional<CsvProfile> of(List<String> titles) {
    Set<String> plain =
        titles.stream()
            .flatMap(t -> java.util.stream.Stream.of(t, t.replaceAll("[(\\[].*", "")))
            .map(CsvRole::plain)
            .collect(Collectors.toSet());
    return Arrays.stream(values())
        .filter(profile -> plain.containsAll(profile.titles))
        .filter(profile -> profile != FLORIN || plain.size() == profile.titles.size())
        .findFirst();
  }

  /** The titles of columns that nothing is imported of. */
  Set<String> leftOut() {
    return switch (this) {
      case FIREFLY ->
          Set.of("reconciled", "budget", "bill", "internal reference", "external url", "due date");
      case ACTUAL, ACTUAL_SELECTION -> Set.of("cleared", "reconciled");
      default -> Set.of();
    };
  }

  String title() {
    return title;
  }

  /** The settings of the profile, with those of the user before them. */
  ReadOptions with(ReadOptions options) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(options.values());
    return new ReadOptions(all);
  }
}
