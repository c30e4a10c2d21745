package florin.migrate.plan;

import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.JsonText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Reference;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Checks the rows of the tables besides logins, accounts and transactions. */
final class OtherRows {

  private static final Set<String> RECURRING =
      Set.of("daily", "weekly", "biweekly", "monthly", "quarterly", "yearly");
  private static final Set<String> BILLS = Set.of("once", "weekly", "monthly", "yearly");
  private static final Set<String> ORIGINS = Set.of("manual", "predicted");
  private static final Set<String> KINDS = Set.of("fixed", "percent");

  /** Their content is part of the transactions. */
  private static final Set<String> NOT_KEPT = Set.of("plaid_transaction_meta", "transaction_tags");

  private final SourceDatabase source;
  private final Findings findings;
  private final BroughtKeys keys;
  private final Users users;
  private final Map<String, PlannedAccount> accounts;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, List<SourceRow>> rows = new HashMap<>();

  OtherRows(
      SourceDatabase source,
      Findings findings,
      BroughtKeys keys,
      Users users,
      Map<String, PlannedAccount> accounts) {
    this.source = source;
    this.findings = findings;
    this.keys = keys;
    this.users = users;
    this.accounts = accounts;
  }

  /** The rows that are brought, by table. */
  Map<String, List<SourceRow>> rows() {
    return Map.copyOf(rows);
  }

  /** Reads a table without references to transactions. */
  List<SourceRow> read(String table) {
    return switch (table) {
      case "categories" -> read(table, List.of("id"), List.of(), _ -> true);
      case "tags" ->
          read(
              table,
              List.of("id"),
              List.of(),
              one ->
                  has(table, one, "name")
                      && user(table, one)
                      && once(table, one, "user_id", "name"));
      default -> throw new IllegalArgumentException("table: " + table);
    };
  }

  void readRest(Map<String, PlannedTransaction> transactions) {
    Reference account = Reference.needed("account_id", "accounts");
    Reference transaction = Reference.needed("transaction_id", "transactions");
    read("plaid_transaction_meta", List.of("transaction_id"), List.of(transaction), _ -> true);
    read(
        "transaction_tags",
        List.of("transaction_id", "tag_id"),
        List.of(transaction, Reference.needed("tag_id", "tags")),
        _ -> true);
    read("account_history", List.of("id"), List.of(account), this::isBalance);
    read(
        "recurring_transactions",
        List.of("id"),
        List.of(transaction, account),
        one -> known("recurring_transactions", one, "frequency", RECURRING, "monthly"));
    read("transaction_rules", List.of("id"), List.of(), this::isRule);
    read("securities", List.of("security_id"), List.of(), _ -> true);
    read(
        "investment_holdings",
        List.of("id"),
        List.of(account, Reference.needed("security_id", "securities")),
        one ->
            number("investment_holdings", one, "quantity", ExactAmounts.QUANTITY_DECIMALS)
                && optionalNumbers("investment_holdings", one, "institution_value", "cost_basis")
                && once("investment_holdings", one, "account_id", "security_id"));
    read(
        "investment_transactions",
        List.of("investment_transaction_id"),
        List.of(account, Reference.optional("security_id", "securities")),
        one ->
            number("investment_transactions", one, "amount")
                && optionalNumbers("investment_transactions", one, "price", "fees")
                && date("investment_transactions", one, "date"));
    read(
        "financial_goals",
        List.of("id"),
        List.of(account),
        one ->
            has("financial_goals", one, "name")
                && number("financial_goals", one, "target_amount")
                && date("financial_goals", one, "due_date"));
    readGroups(account);
    readPlanning();
  }

  private void readGroups(Reference account) {
    read("account_groups", List.of("id"), List.of(), one -> user("account_groups", one));
    read(
        "account_group_memberships",
        List.of("id"),
        List.of(account, Reference.needed("group_id", "account_groups")),
        one -> once("account_group_memberships", one, "group_id", "account_id"));
    read(
        "account_group_preferences",
        List.of("id"),
        List.of(Reference.optional("active_group_id", "account_groups")),
        one -> user("account_group_preferences", one));
    read("account_snapshot_preferences", List.of("id"), List.of(), this::isSnapshot);
  }

  private void readPlanning() {
    read(
        "planning_scenarios",
        List.of("id"),
        List.of(Reference.optional("account_id", "accounts")),
        one -> has("planning_scenarios", one, "name") && owned(one));
    Reference scenario = Reference.needed("scenario_id", "planning_scenarios");
    read(
        "planned_bills",
        List.of("id"),
        List.of(scenario, Reference.optional("account_id", "accounts")),
        one ->
            has("planned_bills", one, "name")
                && number("planned_bills", one, "amount_cents")
                && known("planned_bills", one, "frequency", BILLS, "monthly")
                && known("planned_bills", one, "origin", ORIGINS, "manual"));
    read(
        "scenario_allocations",
        List.of("id"),
        List.of(scenario),
        one ->
            has("scenario_allocations", one, "target")
                && number("scenario_allocations", one, "value")
                && isKind(one));
  }

  private List<SourceRow> read(
      String table, List<String> key, List<Reference> references, KeptRows.Check check) {
    List<SourceRow> kept =
        new KeptRows(source, findings, keys)
            .read(table, key, references, check).stream().map(KeptRows.Kept::row).toList();
    if (!NOT_KEPT.contains(table)) {
      rows.put(table, kept);
    }
    return kept;
  }

  private boolean has(String table, KeptRows.Kept one, String column) {
    return one.row().text(column).isPresent()
        || leftOut(table, one, FindingRule.MISSING_VALUE, column + ": none (expected: a text)");
  }

  private boolean leftOut(String table, KeptRows.Kept one, FindingRule rule, String detail) {
    findings.leftOut(table, one.key(), rule, detail);
    return false;
  }

  private boolean user(String table, KeptRows.Kept one) {
    if (one.row().text("user_id").isPresent()) {
      return true;
    }
    if (users.fallback().isEmpty()) {
      return leftOut(
          table,
          one,
          FindingRule.USER_MISSING,
          "user_id: none (expected: a user, or --default-user)");
    }
    findings.changed(
        table, one.key(), FindingRule.USER_MISSING, "user_id: " + users.fallback().get());
    return true;
  }

  /** Whether the values of some columns occur for the first time. */
  private boolean once(String table, KeptRows.Kept one, String... columns) {
    StringBuilder value = new StringBuilder(table);
    for (String column : columns) {
      value.append('\0').append(one.row().text(column).orElse(""));
    }
    if (seen.add(value.toString())) {
      return true;
    }
    findings.merged(
        table,
        one.key(),
        FindingRule.DUPLICATE_ID,
        String.join(", ", columns) + ": the values of another row");
    return false;
  }

  /** Whether a needed number is there; the decimals that Florin does not hold are reported. */
  private boolean number(String table, KeptRows.Kept one, String column) {
    return number(table, one, column, ExactAmounts.AMOUNT_DECIMALS);
  }

  private boolean number(String table, KeptRows.Kept one, String column, int decimals) {
    try {
      Optional<BigDecimal> stored = one.row().number(column);
      if (stored.isEmpty()) {
        return leftOut(
            table, one, FindingRule.MISSING_VALUE, column + ": none (expected: a number)");
      }
      reportRounding(table, one, column, stored.get(), decimals);
      return true;
    } catch (SourceRow.Unreadable none) {
      return leftOut(table, one, FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
    } catch (ArithmeticException large) {
      return leftOut(table, one, FindingRule.OUT_OF_RANGE, column + ": " + large.getMessage());
    }
  }

  private void reportRounding(
      String table, KeptRows.Kept one, String column, BigDecimal stored, int decimals) {
    ExactAmounts.Exact exact = ExactAmounts.of(stored, one.row().table().column(column), decimals);
    exact
        .rounding()
        .ifPresent(
            why ->
                findings.changed(
                    table,
                    one.key(),
                    FindingRule.ROUNDED,
                    "%s: %s became %s, %s"
                        .formatted(
                            column, stored.toPlainString(), exact.value().toPlainString(), why)));
  }

  /** Reports a number beside the needed ones; one that cannot be held is read as absent. */
  private boolean optionalNumbers(String table, KeptRows.Kept one, String... columns) {
    for (String column : columns) {
      try {
        Optional<BigDecimal> stored = one.row().number(column);
        stored.ifPresent(
            of -> reportRounding(table, one, column, of, ExactAmounts.AMOUNT_DECIMALS));
      } catch (SourceRow.Unreadable none) {
        findings.changed(
            table, one.key(), FindingRule.UNREADABLE_VALUE, none.getMessage() + ": read as absent");
      } catch (ArithmeticException large) {
        findings.changed(
            table,
            one.key(),
            FindingRule.OUT_OF_RANGE,
            column + ": " + large.getMessage() + ": read as absent");
      }
    }
    return true;
  }

  private boolean date(String table, KeptRows.Kept one, String column) {
    try {
      return one.row().date(column).isPresent()
          || leftOut(table, one, FindingRule.MISSING_VALUE, column + ": none (expected: a date)");
    } catch (SourceRow.Unreadable none) {
      return leftOut(table, one, FindingRule.UNREADABLE_VALUE, String.valueOf(none.getMessage()));
    }
  }

  private boolean known(
      String table, KeptRows.Kept one, String column, Set<String> words, String instead) {
    one.row()
        .text(column)
        .filter(Predicate.not(word -> words.contains(Vocabulary.lower(word))))
        .ifPresent(
            word ->
                findings.changed(
                    table,
                    one.key(),
                    FindingRule.UNKNOWN_WORD,
                    "%s: '%s' became %s".formatted(column, word, instead)));
    return true;
  }

  private boolean isBalance(KeptRows.Kept one) {
    return number("account_history", one, "balance")
        && date("account_history", one, "date")
        && once("account_history", one, "account_id", "date");
  }

  private boolean isRule(KeptRows.Kept one) {
    for (String column : List.of("match_criteria", "action")) {
      Optional<JsonNode> json =
          one.row().text(column).flatMap(JsonText::parse).filter(JsonNode::isObject);
      if (json.isEmpty()) {
        return leftOut(
            "transaction_rules",
            one,
            FindingRule.INVALID_JSON,
            column + ": no object (expected: a JSON object)");
      }
    }
    return user("transaction_rules", one);
  }

  private boolean isSnapshot(KeptRows.Kept one) {
    Optional<JsonNode> ids =
        one.row().text("selected_account_ids").flatMap(JsonText::parse).filter(JsonNode::isArray);
    if (ids.isEmpty()) {
      return leftOut(
          "account_snapshot_preferences",
          one,
          FindingRule.INVALID_JSON,
          "selected_account_ids: no list (expected: a JSON array of account ids)");
    }
    ids.get()
        .valueStream()
        .map(JsonNode::asString)
        .filter(Predicate.not(accounts::containsKey))
        .forEach(
            id ->
                findings.changed(
                    "account_snapshot_preferences",
                    one.key(),
                    FindingRule.REFERENCE_DROPPED,
                    "selected_account_ids: " + id));
    return user("account_snapshot_preferences", one);
  }

  /** A scenario names no user: it is that of its account. */
  private boolean owned(KeptRows.Kept one) {
    return one.row().text("account_id").filter(accounts::containsKey).isPresent()
        || user("planning_scenarios", one);
  }

  private boolean isKind(KeptRows.Kept one) {
    String kind = one.row().text("kind").orElse("");
    return KINDS.contains(Vocabulary.lower(kind))
        || leftOut(
            "scenario_allocations",
            one,
            FindingRule.UNKNOWN_WORD,
            "kind: '%s' (expected: fixed or percent)".formatted(kind));
  }
}
