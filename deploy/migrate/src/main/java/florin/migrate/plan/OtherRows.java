package florin.migrate.plan;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.BroughtKeys;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Reference;
import florin.migrate.plan.row.Users;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.source.ExactAmounts;
import florin.migrate.source.SourceDatabase;
import florin.migrate.source.SourceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Checks the rows of the tables besides logins, accounts and transactions. */
final class OtherRows {

  private static final Set<String> RECURRING =
      Set.of("weekly", "biweekly", "monthly", "quarterly", "yearly");

  /** Stands for having no tag. */
  private static final String UNTAGGED = "#untagged";

  /** Their content is part of the transactions. */
  private static final Set<String> NOT_KEPT = Set.of("plaid_transaction_meta", "transaction_tags");

  private static final Reference ACCOUNT = Reference.needed("account_id", "accounts");

  private final SourceDatabase source;
  private final Findings findings;
  private final BroughtKeys keys;
  private final Map<String, PlannedAccount> accounts;
  private final RowChecks checks;
  private final RuleRows rules;
  private final SettingRows settings;
  private final PlanningRows planning;
  private final Map<String, List<SourceRow>> rows = new HashMap<>();
  private final Map<String, String> tagNames = new HashMap<>();

  OtherRows(
      SourceDatabase source,
      Findings findings,
      BroughtKeys keys,
      Users users,
      Map<String, PlannedAccount> accounts,
      String currency) {
    this.source = source;
    this.findings = findings;
    this.keys = keys;
    this.accounts = accounts;
    this.checks = new RowChecks(findings, keys, users);
    this.rules = new RuleRows(findings, keys, checks, accounts);
    this.settings = new SettingRows(findings, checks, users, accounts);
    this.planning = new PlanningRows(findings, checks, users, accounts, currency);
  }

  /** The rows that are brought, by table. */
  Map<String, List<SourceRow>> rows() {
    return Map.copyOf(rows);
  }

  /** The tags that are brought as Florin spells them, by the source's id. */
  Map<String, String> tagNames() {
    return Map.copyOf(tagNames);
  }

  List<SourceRow> readCategories() {
    return read("categories", List.of("id"), List.of(), _ -> true);
  }

  void readTags() {
    read("tags", List.of("id"), List.of(), this::isTag);
  }

  private boolean isTag(KeptRows.Kept one) {
    String name = one.row().text("name").orElse("");
    if (name.equals(UNTAGGED)) {
      keys.allow("tags", one.key());
      return checks.leftOut(
          "tags", one, FindingRule.NOT_MAPPED, "name: " + UNTAGGED + " stands for no tag");
    }
    String tag = Vocabulary.tag(name);
    if (tag.isEmpty()) {
      return checks.leftOut(
          "tags", one, FindingRule.MISSING_VALUE, "name: none (expected: a text)");
    }
    if (!checks.user("tags", one)) {
      return false;
    }
    tagNames.put(one.key(), tag);
    String key = checks.userOf(one.row()).orElse("") + '\0' + Vocabulary.nameKey(tag);
    if (!checks.firstOf("tags", one, key, "user_id, name")) {
      return false;
    }
    String bare = name.startsWith("#") ? name.substring(1) : name;
    if (!tag.equals(bare)) {
      findings.changed(
          "tags",
          one.key(),
          FindingRule.SHORTENED,
          "name: became '%s' (expected: at most 50 characters, no comma)".formatted(tag));
    }
    return true;
  }

  /**
   * @param usedCategories the ids of the categories that transactions refer to
   * @param transactions those that are brought
   */
  void readRest(Set<String> usedCategories, Map<String, PlannedTransaction> transactions) {
    Reference transaction = Reference.needed("transaction_id", "transactions");
    read("plaid_transaction_meta", List.of("transaction_id"), List.of(transaction), _ -> true);
    readTagsOfTransactions(transaction);
    read("account_history", List.of("id"), List.of(ACCOUNT), this::isBalance);
    read(
        "recurring_transactions",
        List.of("id"),
        List.of(transaction, ACCOUNT),
        one -> isRecurring(one, transactions));
    read("transaction_rules", List.of("id"), List.of(), rules::isRule);
    leaveOutUnused(
        "categories",
        "id",
        id -> usedCategories.contains(id) || rules.usesCategory(id),
        "no transaction and no rule that is brought refers to it");
    readInvestments();
    keepNamed("financial_goals", PlanningRows.LONGEST_NAME, List.of(ACCOUNT), planning::isGoal);
    readGroups();
    readPlanning();
  }

  /** Florin has a tag only on transactions. */
  private void readTagsOfTransactions(Reference transaction) {
    Set<String> used = new HashSet<>();
    read(
        "transaction_tags",
        List.of("transaction_id", "tag_id"),
        List.of(transaction, Reference.needed("tag_id", "tags")),
        one -> {
          String name = tagNames.get(one.row().text("tag_id").orElse(""));
          if (name == null) {
            return checks.leftOut(
                "transaction_tags",
                one,
                FindingRule.NOT_MAPPED,
                "tag_id: " + UNTAGGED + " stands for no tag");
          }
          used.add(Vocabulary.nameKey(name));
          return true;
        });
    leaveOutUnused(
        "tags",
        "id",
        id -> used.contains(Vocabulary.nameKey(tagNames.getOrDefault(id, ""))),
        "no transaction that is brought has it");
  }

  private void leaveOutUnused(String table, String key, Predicate<String> used, String why) {
    List<SourceRow> kept = rows.getOrDefault(table, List.of());
    kept.stream()
        .flatMap(row -> row.text(key).stream())
        .filter(Predicate.not(used))
        .forEach(
            id ->
                findings.leftOut(table, id, FindingRule.NOT_MAPPED, "%s: %s".formatted(key, why)));
    rows.put(table, kept.stream().filter(row -> row.text(key).filter(used).isPresent()).toList());
  }

  private boolean isBalance(KeptRows.Kept one) {
    if (!checks.number("account_history", one, "balance")
        || !checks.date("account_history", one, "date")) {
      return false;
    }
    checks.rounded(
        "account_history",
        one,
        "balance",
        one.row().text("account_id").map(accounts::get).map(PlannedAccount::currency).orElse(""));
    String day = checks.day(one.row(), "date").map(String::valueOf).orElse("");
    return checks.firstOf(
        "account_history",
        one,
        one.row().text("account_id").orElse("") + '\0' + day,
        "account_id, date");
  }

  /** The oldest rows have an account, a text and an amount instead of a transaction. */
  private boolean isRecurring(KeptRows.Kept one, Map<String, PlannedTransaction> transactions) {
    String table = "recurring_transactions";
    if (Vocabulary.lower(one.row().text("frequency").orElse("")).equals("daily")) {
      return checks.leftOut(
          table, one, FindingRule.NOT_MAPPED, "frequency: daily (expected: weekly or less often)");
    }
    if (!one.row().table().has("transaction_id")
        && !(checks.has(table, one, "description")
            && checks.number(table, one, "amount")
            && checks.isNotZero(table, one, "amount"))) {
      return false;
    }
    checks.optionalDate(table, one, "next_due_date");
    checks.shortened(table, one, "description", PlannedTransaction.LONGEST_SERIES);
    Optional<PlannedTransaction> transaction =
        one.row().text("transaction_id").map(transactions::get);
    String series =
        transaction
                .map(PlannedTransaction::account)
                .or(() -> one.row().text("account_id"))
                .orElse("")
            + '\0'
            + transaction
                .map(PlannedTransaction::series)
                .or(() -> one.row().text("description"))
                .orElse("");
    return checks.firstOf(table, one, series, "account_id, text")
        && checks.known(table, one, "frequency", RECURRING, "monthly");
  }

  /** Holdings and trades are those of a connection. */
  private void readInvestments() {
    read("securities", List.of("security_id"), List.of(), this::isSecurity);
    Set<String> used = new HashSet<>();
    read(
        "investment_holdings",
        List.of("id"),
        List.of(ACCOUNT, Reference.needed("security_id", "securities")),
        one ->
            isOfConnection("investment_holdings", one)
                && checks.number(
                    "investment_holdings", one, "quantity", ExactAmounts.QUANTITY_DECIMALS)
                && checks.optionalNumbers(
                    "investment_holdings", one, "institution_value", "cost_basis")
                && checks.optionalDate("investment_holdings", one, "as_of")
                && checks.currency("investment_holdings", one, "iso_currency_code")
                && checks.once("investment_holdings", one, "account_id", "security_id")
                && note(used, one));
    read(
        "investment_transactions",
        List.of("investment_transaction_id"),
        List.of(ACCOUNT, Reference.optional("security_id", "securities")),
        one ->
            isOfConnection("investment_transactions", one)
                && checks.number("investment_transactions", one, "amount")
                && checks.optionalNumber(
                    "investment_transactions", one, "quantity", ExactAmounts.QUANTITY_DECIMALS)
                && checks.optionalNumbers("investment_transactions", one, "price", "fees")
                && checks.date("investment_transactions", one, "date")
                && checks.textsOfProvider("investment_transactions", one, "name", "type", "subtype")
                && checks.currency("investment_transactions", one, "iso_currency_code")
                && note(used, one));
    leaveOutUnused(
        "securities",
        "security_id",
        used::contains,
        "no holding and no investment transaction that is brought is of it");
  }

  private boolean isSecurity(KeptRows.Kept one) {
    return checks.textsOfProvider(
            "securities",
            one,
            "name",
            "ticker_symbol",
            "isin",
            "cusip",
            "type",
            "market_identifier_code")
        && checks.optionalNumber(
            "securities", one, "institution_price", ExactAmounts.QUANTITY_DECIMALS)
        && checks.optionalDate("securities", one, "institution_price_as_of")
        && checks.currency("securities", one, "iso_currency_code");
  }

  private static boolean note(Set<String> used, KeptRows.Kept one) {
    one.row().text("security_id").ifPresent(used::add);
    return true;
  }

  private boolean isOfConnection(String table, KeptRows.Kept one) {
    Optional<PlannedAccount> account = one.row().text("account_id").map(accounts::get);
    return account.flatMap(PlannedAccount::item).isPresent()
        || checks.leftOut(
            table,
            one,
            FindingRule.NOT_MAPPED,
            "account_id: %s is kept by hand (expected: an account of a connection)"
                .formatted(one.row().text("account_id").orElse("none")));
  }

  private void readGroups() {
    List<SourceRow> groups =
        keepNamed("account_groups", SettingRows.LONGEST_NAME, List.of(), settings::isGroup);
    settings.rememberGroups(groups);
    read(
        "account_group_memberships",
        List.of("id"),
        List.of(ACCOUNT, Reference.needed("group_id", "account_groups")),
        settings::isMembership);
    read(
        "account_group_preferences",
        List.of("id"),
        List.of(Reference.optional("active_group_id", "account_groups")),
        settings::isActiveGroup);
    read("account_snapshot_preferences", List.of("id"), List.of(), settings::isSnapshot);
    rows.put("account_groups", SettingRows.inOrder(groups));
    rows.put(
        "account_group_memberships",
        settings.limited(
            SettingRows.inOrder(rows.getOrDefault("account_group_memberships", List.of()))));
  }

  private void readPlanning() {
    List<SourceRow> scenarios =
        keepNamed(
            "planning_scenarios",
            PlanningRows.LONGEST_NAME,
            List.of(Reference.optional("account_id", "accounts")),
            planning::isScenario);
    planning.rememberScenarios(scenarios);
    rows.put("planning_scenarios", planning.completed(scenarios));
    Reference scenario = Reference.needed("scenario_id", "planning_scenarios");
    read(
        "planned_bills",
        List.of("id"),
        List.of(scenario, Reference.optional("account_id", "accounts")),
        planning::isBill);
    read("scenario_allocations", List.of("id"), List.of(scenario), planning::isAllocation);
  }

  /** Reads a table whose rows have names that are distinct in Florin. */
  private List<SourceRow> keepNamed(
      String table, int longest, List<Reference> references, KeptRows.Check check) {
    List<SourceRow> named =
        checks.distinctNames(
            table, read(table, List.of("id"), references, check), longest, this::owner);
    rows.put(table, named);
    return named;
  }

  /** The user of a row: that of its account, if it has one. */
  private String owner(SourceRow row) {
    return row.text("account_id")
        .map(accounts::get)
        .map(PlannedAccount::user)
        .or(() -> checks.userOf(row))
        .orElse("");
  }

  private List<SourceRow> read(
      String table, List<String> key, List<Reference> references, KeptRows.Check check) {
    List<SourceRow> kept = new ArrayList<>();
    new KeptRows(source, findings, keys)
        .each(
            table,
            key,
            references,
            check,
            one -> {
              if (!NOT_KEPT.contains(table)) {
                kept.add(one.row());
              }
            });
    if (!NOT_KEPT.contains(table)) {
      rows.put(table, List.copyOf(kept));
    }
    return kept;
  }
}
