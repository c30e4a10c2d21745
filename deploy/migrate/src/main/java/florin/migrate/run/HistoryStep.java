package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.PlannedAccount;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the balance of every day of the account history with Florin's. pyNance has stored
 * balances without their sign and balances that its own transactions contradict, so a difference is
 * listed and does not stop the run.
 */
final class HistoryStep implements MigrationStep {

  private static final int YEARS = 9;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  HistoryStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "comparison of the account history";
  }

  @Override
  public long planned() {
    return plan.rowsOf("account_history").size();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.readAccounts();
      user.plannedAccounts().forEach(account -> compare(user, account, changes));
    }
  }

  private void compare(FlorinUser user, PlannedAccount account, StepChanges changes) {
    TreeMap<LocalDate, BigDecimal> history = new TreeMap<>();
    for (SourceRow row : plan.rowsOf("account_history")) {
      if (row.text("account_id").filter(account.id()::equals).isPresent()) {
        Amounts.date(row, "date")
            .ifPresent(
                day ->
                    Amounts.money(row, "balance")
                        .ifPresent(
                            of -> history.put(day, account.isDebt() ? of.abs().negate() : of)));
      }
    }
    Optional<String> id = user.account(account.id());
    if (history.isEmpty() || id.isEmpty()) {
      return;
    }
    Map<LocalDate, BigDecimal> found = balances(user, id.get(), history);
    history.forEach(
        (day, balance) -> {
          BigDecimal there = found.get(day);
          if (there == null || there.compareTo(balance) != 0) {
            changes.leftOut(
                "balance of %s on %s: %s, %s (Florin's follows from the transactions)"
                    .formatted(
                        account.id(),
                        day,
                        balance.toPlainString(),
                        there == null
                            ? "unknown in Florin"
                            : there.toPlainString() + " in Florin"));
          }
        });
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static Map<LocalDate, BigDecimal> balances(
      FlorinUser user, String id, TreeMap<LocalDate, BigDecimal> history) {
    Map<LocalDate, BigDecimal> found = new TreeMap<>();
    LocalDate from = history.firstKey();
    while (!from.isAfter(history.lastKey())) {
      LocalDate to = earlier(from.plusYears(YEARS), history.lastKey());
      user.client()
          .whole("/api/accounts/" + id + "/balances?from=" + from + "&to=" + to)
          .forEach(
              day ->
                  found.put(
                      LocalDate.parse(day.path("date").asString()),
                      new BigDecimal(day.path("current").path("amount").asString("0"))));
      from = to.plusDays(1);
    }
    return found;
  }
}
