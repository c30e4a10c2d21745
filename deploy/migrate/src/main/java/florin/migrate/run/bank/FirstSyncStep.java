package florin.migrate.run.bank;

import florin.migrate.client.Adopter;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedItem;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.List;

/** Ends the adoptions: the cursors are set, and the first syncs are due. */
public final class FirstSyncStep implements MigrationStep {

  private final MigrationPlan plan;
  private final List<FlorinUser> users;
  private final Adopter adopter;

  public FirstSyncStep(MigrationPlan plan, List<FlorinUser> users, Adopter adopter) {
    this.plan = plan;
    this.users = users;
    this.adopter = adopter;
  }

  @Override
  public String name() {
    return "cursors and first syncs";
  }

  @Override
  public long planned() {
    return plan.items().size();
  }

  @Override
  public void run(StepChanges changes) {
    plan.items().values().stream()
        .filter(item -> !item.canSync())
        .forEach(
            item ->
                changes.leftOut(
                    "item %s: no access token, its user has to link the bank again"
                        .formatted(item.id())));
    if (changes.readOnly()) {
      return;
    }
    for (PlannedItem item : plan.items().values()) {
      BankBatches batches = new BankBatches(plan, item);
      if (!batches.isEmpty()) {
        users.stream()
            .filter(user -> user.owns(item.user()))
            .map(user -> adopter.adopt(batches.end(user.id().toString())))
            .filter(answer -> answer.path("changed").asBoolean(false))
            .forEach(_ -> changes.wrote(1));
      }
    }
  }
}
