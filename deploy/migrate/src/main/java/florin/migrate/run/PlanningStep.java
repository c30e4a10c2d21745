package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.Categories;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Goals, scenarios, bills and allocations. */
final class PlanningStep implements MigrationStep {

  private static final Set<String> FREQUENCIES = Set.of("once", "weekly", "monthly", "yearly");

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_NOTE = 1_000;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  PlanningStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "goals, scenarios, bills and allocations";
  }

  @Override
  public long planned() {
    return plan.rowsOf("financial_goals").size()
        + plan.rowsOf("planning_scenarios").size()
        + plan.rowsOf("planned_bills").size()
        + plan.rowsOf("scenario_allocations").size();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.readAccounts();
      setGoals(user, changes);
      for (SourceRow row : plan.rowsOf("planning_scenarios")) {
        if (owns(user, row)) {
          createScenario(user, row, changes);
        }
      }
    }
  }

  /** A scenario names no user: it is that of its account. */
  private boolean owns(FlorinUser user, SourceRow row) {
    return row.text("account_id")
        .map(plan.accounts()::get)
        .map(account -> user.owns(account.user()))
        .orElseGet(() -> plan.userOf(row).filter(user::owns).isPresent());
  }

  private static Optional<JsonNode> named(List<JsonNode> items, String name) {
    return items.stream().filter(one -> one.path("name").asString("").equals(name)).findFirst();
  }

  private static BigDecimal number(SourceRow row, String column) {
    return Amounts.money(row, column).orElse(BigDecimal.ZERO);
  }

  private static Optional<String> date(SourceRow row, String column) {
    return Amounts.date(row, column).map(LocalDate::toString);
  }

  private void setGoals(FlorinUser user, StepChanges changes) {
    List<JsonNode> goals = user.client().all("/api/goals?includeAbandoned=true");
    for (SourceRow row : plan.rowsOf("financial_goals")) {
      String account = row.text("account_id").orElse("");
      String name = row.text("name").orElse("");
      if (user.account(account).isPresent() && named(goals, name).isEmpty()) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put(
            "target",
            Amounts.money(
                number(row, "target_amount"),
                user.accountRow(account).orElseThrow().path("currency").asString()));
        date(row, "due_date").ifPresent(day -> body.put("dueDate", day));
        body.put("accountId", user.account(account).orElseThrow());
        row.text("notes").ifPresent(note -> body.put("note", Vocabulary.cut(note, LONGEST_NOTE)));
        changes.change(
            "goal " + name,
            () -> user.client().post("/api/goals", body, row.text("id").orElse(name)));
      }
    }
  }

  private void createScenario(FlorinUser user, SourceRow row, StepChanges changes) {
    String name = row.text("name").orElse("");
    String currency = CurrencyText.official(row.text("currency_code")).orElse("USD");
    if (named(scenarios(user), name).isEmpty()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", name);
      body.put("startingBalance", Amounts.cents(number(row, "planning_balance_cents"), currency));
      row.text("account_id")
          .flatMap(user::account)
          .ifPresent(account -> body.put("accountId", account));
      changes.change(
          "scenario " + name,
          () -> user.client().post("/api/scenarios", body, row.text("id").orElse(name)));
    }
    named(scenarios(user), name)
        .map(one -> one.path("id").asString())
        .ifPresent(
            id -> {
              planBills(user, row, id, currency, changes);
              allocate(user, row, id, currency, changes);
            });
  }

  private static List<JsonNode> scenarios(FlorinUser user) {
    return user.client().all("/api/scenarios?includeDeleted=true");
  }

  private void planBills(
      FlorinUser user, SourceRow scenario, String id, String currency, StepChanges changes) {
    String path = "/api/scenarios/" + id + "/bills";
    List<SourceRow> rows =
        plan.rowsOf("planned_bills").stream()
            .filter(row -> row.text("scenario_id").equals(scenario.text("id")))
            .toList();
    Map<String, JsonNode> there = found(rows, user.client().all(path), currency);
    Categories categories = new Categories(user);
    for (SourceRow row : rows) {
      String name = billName(row);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("name", name);
      body.put("amount", Amounts.cents(number(row, "amount_cents"), currency));
      date(row, "due_date").ifPresent(day -> body.put("dueDate", day));
      String frequency = row.text("frequency").orElse("monthly").toLowerCase(Locale.ROOT);
      body.put("frequency", FREQUENCIES.contains(frequency) ? frequency : "monthly");
      row.text("account_id")
          .filter(account -> isIn(account, currency))
          .flatMap(user::account)
          .ifPresent(account -> body.put("accountId", account));
      row.text("category")
          .flatMap(category -> categories.category(category, changes))
          .ifPresent(category -> body.put("categoryId", category));
      String key = row.text("id").orElse(name);
      changes.bring(
          user.key("bill", key),
          there.containsKey(key),
          "bill " + name,
          () -> user.client().post(path, body, key));
    }
  }

  private boolean isIn(String account, String currency) {
    PlannedAccount planned = plan.accounts().get(account);
    return planned != null && planned.currency().equals(currency);
  }

  /** Florin's bills by the source's id: those of equal names and amounts, then of equal names. */
  private static Map<String, JsonNode> found(
      List<SourceRow> rows, List<JsonNode> bills, String currency) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    List<JsonNode> left = new ArrayList<>(bills);
    for (boolean exact : List.of(true, false)) {
      for (SourceRow row : rows) {
        String key = row.text("id").orElse("");
        BigDecimal amount =
            new BigDecimal(
                Amounts.cents(number(row, "amount_cents"), currency).getOrDefault("amount", "0"));
        left.stream()
            .filter(_ -> !found.containsKey(key))
            .filter(one -> one.path("name").asString("").equals(billName(row)))
            .filter(one -> !exact || amountOf(one).compareTo(amount) == 0)
            .findFirst()
            .ifPresent(
                one -> {
                  found.put(key, one);
                  left.remove(one);
                });
      }
    }
    return found;
  }

  private static BigDecimal amountOf(JsonNode bill) {
    return new BigDecimal(bill.path("amount").path("amount").asString("0"));
  }

  private static String billName(SourceRow row) {
    return Vocabulary.cut(row.text("name").orElse(""), LONGEST_NAME);
  }

  private void allocate(
      FlorinUser user, SourceRow scenario, String id, String currency, StepChanges changes) {
    String path = "/api/scenarios/" + id + "/allocations";
    List<JsonNode> there = user.client().whole(path);
    Map<String, JsonNode> bills =
        found(
            plan.rowsOf("planned_bills").stream()
                .filter(row -> row.text("scenario_id").equals(scenario.text("id")))
                .toList(),
            user.client().all("/api/scenarios/" + id + "/bills"),
            currency);
    List<String> names =
        new ArrayList<>(there.stream().map(one -> one.path("name").asString("")).toList());
    for (SourceRow row : plan.rowsOf("scenario_allocations")) {
      if (!row.text("scenario_id").equals(scenario.text("id"))) {
        continue;
      }
      Map<String, Object> body = allocation(row, currency, bills);
      String name = String.valueOf(body.get("name"));
      String key = row.text("id").orElse(name);
      changes.bring(
          user.key("allocation", key),
          names.remove(name),
          "allocation " + name,
          () -> user.client().post(path, body, key));
    }
  }

  /** SQLite stores a UUID without its hyphens. */
  private static boolean isSameId(String one, String other) {
    return one.replace("-", "").equalsIgnoreCase(other.replace("-", ""));
  }

  /** A target is {@code bill:ID}, {@code savings:NAME} or {@code goal:NAME}. */
  private Map<String, Object> allocation(
      SourceRow row, String currency, Map<String, JsonNode> bills) {
    String target = row.text("target").orElse("");
    String rest = target.substring(target.indexOf(':') + 1).strip();
    Map<String, Object> body = new LinkedHashMap<>();
    Optional<SourceRow> bill =
        target.startsWith("bill:")
            ? plan.rowsOf("planned_bills").stream()
                .filter(one -> one.text("id").filter(id -> isSameId(id, rest)).isPresent())
                .findFirst()
            : Optional.empty();
    String name = bill.map(PlanningStep::billName).orElse(rest.isEmpty() ? target : rest);
    body.put("name", Vocabulary.cut(name, LONGEST_NAME));
    bill.flatMap(of -> of.text("id"))
        .map(bills::get)
        .ifPresent(one -> body.put("billId", one.path("id").asString()));
    boolean percent = row.text("kind").orElse("").equalsIgnoreCase("percent");
    if (percent) {
      body.put("percent", number(row, "value").toPlainString());
    } else {
      body.put("amount", Amounts.cents(number(row, "value"), currency));
    }
    return body;
  }
}
