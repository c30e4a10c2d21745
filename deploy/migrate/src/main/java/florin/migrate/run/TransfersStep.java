package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.FoundTransaction;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pairs of internal transactions. */
final class TransfersStep implements MigrationStep {

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  TransfersStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "transfers";
  }

  @Override
  public long planned() {
    return plan.transactions().values().stream().filter(this::isPair).count();
  }

  /** Each pair once: its outgoing transaction. */
  private boolean isPair(PlannedTransaction one) {
    return one.edits().internal() && one.amount().signum() < 0 && plan.pairOf(one).isPresent();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.ensureTransactions();
      List<PlannedTransaction> pairs = user.plannedTransactions().filter(this::isPair).toList();
      if (pairs.stream().anyMatch(one -> !isMatched(user, one))) {
        user.readTransactions(); // Florin matches pairs itself as rows arrive and change
        pairs.forEach(one -> match(user, one, changes));
      }
    }
  }

  private boolean isMatched(FlorinUser user, PlannedTransaction one) {
    Optional<FoundTransaction> out = counted(user, Optional.of(one));
    Optional<FoundTransaction> in = counted(user, plan.pairOf(one));
    return out.isEmpty()
        || in.isEmpty()
        || !out.get().transfer().isEmpty() && out.get().transfer().equals(in.get().transfer());
  }

  private void match(FlorinUser user, PlannedTransaction one, StepChanges changes) {
    Optional<FoundTransaction> out = counted(user, Optional.of(one));
    Optional<FoundTransaction> in = counted(user, plan.pairOf(one));
    if (isMatched(user, one) || out.isEmpty() || in.isEmpty()) {
      return; // a missing one is named by the comparison of the transactions
    }
    changes.change(
        "transfer " + one.id(),
        () -> {
          takeApart(user, out.get());
          takeApart(user, in.get());
          List<String> ids = List.of(out.get().id(), in.get().id());
          user.client()
              .post("/api/transfers", Map.of("transactionIds", ids), String.join(",", ids));
        });
  }

  private static Optional<FoundTransaction> counted(
      FlorinUser user, Optional<PlannedTransaction> one) {
    return one.flatMap(of -> user.transaction(of.id())).filter(row -> !row.removed());
  }

  /** The user's pair takes the place of one that Florin matched. */
  private static void takeApart(FlorinUser user, FoundTransaction one) {
    if (!one.transfer().isEmpty()) {
      user.client().delete("/api/transfers/" + one.transfer());
    }
  }
}
