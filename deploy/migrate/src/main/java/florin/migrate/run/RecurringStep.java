package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.PlannedTransaction;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.FoundTransaction;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Recurring transactions, as series. */
final class RecurringStep implements MigrationStep {

  private static final Set<String> CADENCES =
      Set.of("weekly", "biweekly", "monthly", "quarterly", "yearly");
  private static final int LONGEST = 100;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  RecurringStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "recurring series";
  }

  @Override
  public long planned() {
    return plan.rowsOf("recurring_transactions").size();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.ensureTransactions();
      List<JsonNode> there = user.client().all("/api/recurring");
      for (SourceRow row : plan.rowsOf("recurring_transactions")) {
        PlannedTransaction one = plan.transactions().get(row.text("transaction_id").orElse(""));
        if (one != null && user.owns(one.user())) {
          create(user, row, one, there, changes);
        }
      }
    }
  }

  private static void create(
      FlorinUser user,
      SourceRow row,
      PlannedTransaction one,
      List<JsonNode> there,
      StepChanges changes) {
    String text = one.edits().description().orElse(one.name());
    String name = text.length() > LONGEST ? text.substring(0, LONGEST).strip() : text;
    String account = user.account(one.account()).orElse("");
    boolean exists =
        there.stream()
            .anyMatch(
                series ->
                    series.path("accountId").asString("").equals(account)
                        && series.path("name").asString("").equals(name));
    Optional<String> transaction = user.transaction(one.id()).map(FoundTransaction::id);
    if (exists || transaction.isEmpty()) {
      return;
    }
    String frequency = row.text("frequency").orElse("monthly").toLowerCase(Locale.ROOT);
    if (frequency.equals("daily")) {
      changes.leftOut("series %s: daily (expected: weekly or less often)".formatted(name));
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("accountId", account);
    body.put("amount", Amounts.money(one.amount(), one.currency()));
    body.put("cadence", CADENCES.contains(frequency) ? frequency : "monthly");
    body.put(
        "nextDue", Amounts.date(row, "next_due_date").orElse(one.date().plusMonths(1)).toString());
    body.put("transactionId", transaction.get());
    changes.change(
        "series " + name,
        () -> user.client().post("/api/recurring", body, row.text("id").orElse(name)));
  }
}
