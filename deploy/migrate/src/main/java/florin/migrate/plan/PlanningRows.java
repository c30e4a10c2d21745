package florin.migrate.plan;

import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.Findings;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.KeptRows;
import florin.migrate.plan.row.Users;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks goals, scenarios, bills and allocations. */
final class PlanningRows {

  /** The longest name of a goal, scenario, bill or allocation in Florin. */
  static final int LONGEST_NAME = 120;

  private static final String GOALS = "financial_goals";
  private static final String SCENARIOS = "planning_scenarios";
  private static final String BILLS = "planned_bills";
  private static final String ALLOCATIONS = "scenario_allocations";
  private static final Set<String> FREQUENCIES = Set.of("once", "weekly", "monthly", "yearly");
  private static final Set<String> ORIGINS = Set.of("manual", "predicted");
  private static final Set<String> KINDS = Set.of("fixed", "percent");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int LONGEST_NOTE = 1_000;
  private static final int LONGEST_CATEGORY = 100;

  private final Findings findings;
  private final RowChecks checks;
  private final Users users;
  private final Map<String, PlannedAccount> accounts;
  private final String currency;
  private final Map<String, String> usersOfScenarios = new HashMap<>();
  private final Map<String, String> currenciesOfScenarios = new HashMap<>();
  private final Map<String, BigDecimal> percents = new HashMap<>();

  PlanningRows(
      Findings findings,
      RowChecks checks,
      Users users,
      Map<String, PlannedAccount> accounts,
      String currency) {
    this.findings = findings;
    this.checks = checks;
    this.users = users;
    this.accounts = accounts;
    this.currency = currency;
  }

  boolean isGoal(KeptRows.Kept one) {
    return checks.has(GOALS, one, "name")
        && checks.number(GOALS, one, "target_amount")
        && checks.isPositive(GOALS, one, "target_amount")
        && checks.date(GOALS, one, "due_date")
        && checks.rounded(
            GOALS,
            one,
            "target_amount",
            one.row()
                .text("account_id")
                .map(accounts::get)
                .map(PlannedAccount::currency)
                .orElse(""))
        && checks.shortened(GOALS, one, "notes", LONGEST_NOTE);
  }

  /** A scenario names no user: it is that of its account. */
  boolean isScenario(KeptRows.Kept one) {
    if (!checks.has(SCENARIOS, one, "name")
        || userOfAccount(one.row()).isEmpty() && !checks.user(SCENARIOS, one)) {
      return false;
    }
    Optional<String> code = one.row().text("currency_code");
    if (CurrencyText.official(code).isEmpty()) {
      findings.changed(
          SCENARIOS,
          one.key(),
          FindingRule.CURRENCY_ASSUMED,
          "currency_code: %s became %s".formatted(code.orElse("none"), currency(one.row())));
    } else {
      checks.currency(SCENARIOS, one, "currency_code");
    }
    return checks.optionalNumbers(SCENARIOS, one, "planning_balance_cents");
  }

  /** That of the account, if the row has none. */
  private String currency(SourceRow row) {
    return CurrencyText.official(row.text("currency_code"))
        .or(() -> row.text("account_id").map(accounts::get).map(PlannedAccount::currency))
        .orElse(currency);
  }

  /** The scenarios with their users and currencies; an account in another currency is dropped. */
  List<SourceRow> completed(List<SourceRow> scenarios) {
    return scenarios.stream().map(this::completed).toList();
  }

  private SourceRow completed(SourceRow row) {
    String own = currency(row);
    String key = row.text("id").orElse("");
    currenciesOfScenarios.put(key, own);
    SourceRow complete =
        row.with("currency_code", own)
            .with("user_id", userOfAccount(row).or(() -> checks.userOf(row)).orElse(""));
    Optional<String> other = otherCurrency(row, own);
    if (other.isEmpty()) {
      return complete;
    }
    findings.changed(
        SCENARIOS,
        key,
        FindingRule.REFERENCE_DROPPED,
        "account_id: an account in %s (expected: in %s)".formatted(other.get(), own));
    return complete.with("account_id", "");
  }

  private Optional<String> otherCurrency(SourceRow row, String own) {
    return row.text("account_id")
        .map(accounts::get)
        .map(PlannedAccount::currency)
        .filter(currency -> !currency.equals(own));
  }

  private Optional<String> userOfAccount(SourceRow row) {
    return row.text("account_id").map(accounts::get).map(PlannedAccount::user);
  }

  void rememberScenarios(List<SourceRow> scenarios) {
    scenarios.forEach(
        row ->
            row.text("id")
                .ifPresent(
                    id ->
                        userOfAccount(row)
                            .or(() -> checks.userOf(row))
                            .or(users::fallback)
                            .ifPresent(user -> usersOfScenarios.putIfAbsent(id, user))));
  }

  boolean isBill(KeptRows.Kept one) {
    if (!checks.has(BILLS, one, "name")
        || !checks.number(BILLS, one, "amount_cents")
        || !checks.isNotNegative(BILLS, one, "amount_cents")) {
      return false;
    }
    Optional<String> user = userOfAccount(one.row());
    Optional<String> owner = one.row().text("scenario_id").map(usersOfScenarios::get);
    if (user.isPresent() && !user.equals(owner)) {
      findings.changed(
          BILLS,
          one.key(),
          FindingRule.REFERENCE_DROPPED,
          "account_id: an account of %s (expected: of %s)"
              .formatted(user.get(), owner.orElse("nobody")));
    }
    String scenario = one.row().text("scenario_id").orElse("");
    otherCurrency(one.row(), currenciesOfScenarios.getOrDefault(scenario, currency))
        .ifPresent(
            other ->
                findings.changed(
                    BILLS,
                    one.key(),
                    FindingRule.REFERENCE_DROPPED,
                    "account_id: an account in %s (expected: in that of its scenario)"
                        .formatted(other)));
    return checks.shortened(BILLS, one, "name", LONGEST_NAME)
        && checks.shortened(BILLS, one, "category", LONGEST_CATEGORY)
        && checks.optionalDate(BILLS, one, "due_date")
        && checks.known(BILLS, one, "frequency", FREQUENCIES, "monthly")
        && checks.known(BILLS, one, "origin", ORIGINS, "manual");
  }

  boolean isAllocation(KeptRows.Kept one) {
    if (!checks.has(ALLOCATIONS, one, "target")
        || !checks.shortened(ALLOCATIONS, one, "target", LONGEST_NAME)
        || !checks.number(ALLOCATIONS, one, "value")
        || !isKind(one)
        || !checks.isNotNegative(ALLOCATIONS, one, "value")) {
      return false;
    }
    return isAmount(one)
        || checks.isAtMost(ALLOCATIONS, one, "value", HUNDRED) && isWithinHundred(one);
  }

  /** The percentages of a scenario are 100 at most. */
  private boolean isWithinHundred(KeptRows.Kept one) {
    String scenario = one.row().text("scenario_id").orElse("");
    BigDecimal before = percents.getOrDefault(scenario, BigDecimal.ZERO);
    BigDecimal total = before.add(checks.numberOf(one.row(), "value"));
    if (total.compareTo(HUNDRED) > 0) {
      return checks.leftOut(
          ALLOCATIONS,
          one,
          FindingRule.OUT_OF_RANGE,
          "value: %s percent in total (expected: at most 100)".formatted(total.toPlainString()));
    }
    percents.put(scenario, total);
    return true;
  }

  private static boolean isAmount(KeptRows.Kept one) {
    return Vocabulary.lower(one.row().text("kind").orElse("")).equals("fixed");
  }

  private boolean isKind(KeptRows.Kept one) {
    String kind = one.row().text("kind").orElse("");
    return KINDS.contains(Vocabulary.lower(kind))
        || checks.leftOut(
            ALLOCATIONS,
            one,
            FindingRule.UNKNOWN_WORD,
            "kind: '%s' (expected: fixed or percent)".formatted(kind));
  }
}
