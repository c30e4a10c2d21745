package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.report.AccountSum;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.FoundTransaction;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Compares counts, sums and first and last dates per account and currency with the source, and
 * names the rows that differ. Rows that a sync or the user has added, changed or removed since do
 * not count; they are listed.
 */
final class SumsStep implements MigrationStep {

  private final String name;
  private final MigrationPlan plan;
  private final List<FlorinUser> users;
  private final Predicate<PlannedTransaction> compared;
  private final Function<FlorinUser, Map<String, FoundTransaction>> read;

  SumsStep(
      String name,
      MigrationPlan plan,
      List<FlorinUser> users,
      Predicate<PlannedTransaction> compared,
      Function<FlorinUser, Map<String, FoundTransaction>> read) {
    this.name = name;
    this.plan = plan;
    this.users = users;
    this.compared = compared;
    this.read = read;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long planned() {
    return plan.transactions().values().stream().filter(compared).count();
  }

  @Override
  public boolean essential() {
    return true;
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      Map<String, FoundTransaction> found = read.apply(user);
      List<PlannedTransaction> planned = new ArrayList<>();
      List<PlannedTransaction> stored = new ArrayList<>();
      user.plannedTransactions()
          .filter(compared)
          .forEach(
              one -> {
                Optional<FoundTransaction> row = Optional.ofNullable(found.get(one.id()));
                if (row.isEmpty() || isComparable(user, one, row.get(), changes)) {
                  planned.add(one);
                  row.ifPresent(there -> stored.add(stored(one, there)));
                }
                if (row.isEmpty()) {
                  changes.mismatch("transaction %s: is not there".formatted(one.id()));
                }
              });
      compareSums(planned, stored, changes);
    }
  }

  /** Whether a row has not been changed or removed since it was brought. */
  private static boolean isComparable(
      FlorinUser user, PlannedTransaction one, FoundTransaction row, StepChanges changes) {
    if (row.removed()) {
      changes.leftOut("transaction %s: was removed since".formatted(one.id()));
      return false;
    }
    if (row.amount().compareTo(one.amount()) == 0 && row.date().equals(one.date())) {
      return true;
    }
    String difference =
        "transaction %s: %s on %s (expected: %s on %s)"
            .formatted(
                one.id(),
                row.amount().toPlainString(),
                row.date(),
                one.amount().toPlainString(),
                one.date());
    if (one.fromBank() ? user.changedByBank(row) : row.edited()) {
      changes.leftOut(difference + ", changed since");
      return false;
    }
    changes.mismatch(difference);
    return true;
  }

  private static PlannedTransaction stored(PlannedTransaction one, FoundTransaction row) {
    return new PlannedTransaction(
        one.id(),
        one.account(),
        one.user(),
        row.amount(),
        row.currency(),
        row.date(),
        one.name(),
        one.merchant(),
        one.pending(),
        one.fromBank(),
        one.bank(),
        one.edits());
  }

  private static void compareSums(
      List<PlannedTransaction> planned, List<PlannedTransaction> stored, StepChanges changes) {
    Map<String, AccountSum> there = new HashMap<>();
    AccountSum.of(stored).forEach(sum -> there.put(sum.account() + sum.currency(), sum));
    for (AccountSum wanted : AccountSum.of(planned)) {
      AccountSum sum = there.get(wanted.account() + wanted.currency());
      if (sum == null
          || sum.count() != wanted.count()
          || sum.sum().compareTo(wanted.sum()) != 0
          || !sum.first().equals(wanted.first())
          || !sum.last().equals(wanted.last())) {
        changes.mismatch("account %s: %s (expected: %s)".formatted(wanted.account(), sum, wanted));
      }
    }
  }
}
