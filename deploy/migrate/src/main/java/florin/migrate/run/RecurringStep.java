package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.FoundTransaction;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
        planned(row)
            .filter(one -> user.owns(one.account().user()))
            .ifPresent(one -> create(user, row, one, there, changes));
      }
    }
  }

  /**
   * A series as the source has it.
   *
   * @param transaction one of its transactions, empty in the oldest databases
   */
  private record PlannedSeries(
      PlannedAccount account,
      String name,
      BigDecimal amount,
      String currency,
      Optional<PlannedTransaction> transaction) {}

  private Optional<PlannedSeries> planned(SourceRow row) {
    Optional<PlannedTransaction> transaction =
        row.text("transaction_id").map(plan.transactions()::get);
    if (transaction.isPresent()) {
      PlannedTransaction one = transaction.get();
      return Optional.ofNullable(plan.accounts().get(one.account()))
          .map(
              account ->
                  new PlannedSeries(
                      account, one.series(), one.amount(), one.currency(), transaction));
    }
    return row.text("account_id")
        .map(plan.accounts()::get)
        .map(
            account ->
                new PlannedSeries(
                    account,
                    Vocabulary.cut(
                        row.text("description").orElse(""), PlannedTransaction.LONGEST_SERIES),
                    Amounts.money(row, "amount").orElse(BigDecimal.ZERO).negate(),
                    account.currency(),
                    Optional.empty()));
  }

  private static void create(
      FlorinUser user,
      SourceRow row,
      PlannedSeries one,
      List<JsonNode> there,
      StepChanges changes) {
    String account = user.account(one.account().id()).orElse("");
    boolean exists =
        there.stream()
            .anyMatch(
                series ->
                    series.path("accountId").asString("").equals(account)
                        && series.path("name").asString("").equals(one.name()));
    String key = row.text("id").orElse(one.name());
    if (exists) {
      changes.bring(user.key("series", key), true, "series " + one.name(), () -> {});
      return;
    }
    Optional<String> transaction =
        one.transaction().flatMap(of -> user.transaction(of.id())).map(FoundTransaction::id);
    if (one.transaction().isPresent() && transaction.isEmpty()) {
      return; // named by the comparison of the transactions
    }
    String frequency = row.text("frequency").orElse("monthly").toLowerCase(Locale.ROOT);
    LocalDate latest =
        one.transaction()
            .map(PlannedTransaction::date)
            .orElseGet(() -> LocalDate.now(ZoneOffset.UTC));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", one.name());
    body.put("accountId", account);
    body.put("amount", Amounts.money(one.amount(), one.currency()));
    body.put("cadence", CADENCES.contains(frequency) ? frequency : "monthly");
    body.put("nextDue", Amounts.date(row, "next_due_date").orElse(latest.plusMonths(1)).toString());
    transaction.ifPresent(id -> body.put("transactionId", id));
    changes.bring(
        user.key("series", key),
        false,
        "series " + one.name(),
        () -> user.client().post("/api/recurring", body, key));
  }
}
