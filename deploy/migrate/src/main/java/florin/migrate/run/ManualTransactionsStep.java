package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.ArrayList;
import java.util.List;

/** Transactions that no bank announced, as the rows of one file for each user. */
final class ManualTransactionsStep implements MigrationStep {

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  ManualTransactionsStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "transactions by hand";
  }

  @Override
  public long planned() {
    return plan.transactions().values().stream().filter(one -> !one.fromBank()).count();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.ensureTransactions();
      EntryImport entryImport = new EntryImport(user);
      if (!changes.readOnly() && entryImport.awaitStarted()) {
        user.readEntriesByHand();
      }
      List<PlannedTransaction> missing = new ArrayList<>();
      user.plannedTransactions()
          .filter(one -> !one.fromBank())
          .filter(one -> user.transaction(one.id()).isEmpty())
          .forEach(
              one -> {
                if (changes.readOnly()) {
                  changes.mismatch("transaction " + one.id() + ": is not there");
                } else if (isOpen(user, one)) {
                  missing.add(one);
                } else {
                  changes.mismatch(
                      "transaction %s: its account is closed or not there".formatted(one.id()));
                }
              });
      if (!missing.isEmpty()) {
        changes.changeMany(
            "%d transactions by hand, the first is %s"
                .formatted(missing.size(), missing.getFirst().id()),
            () -> entryImport.bring(missing, changes));
      }
    }
  }

  private static boolean isOpen(FlorinUser user, PlannedTransaction one) {
    return user.accountRow(one.account())
        .filter(account -> !account.path("status").asString("").equals("closed"))
        .isPresent();
  }
}
