package florin.migrate.run.bank;

import florin.migrate.client.Adopter;
import florin.migrate.client.FlorinHttp;
import florin.migrate.client.Refused;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedItem;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Logins with their accounts, transactions and investments, as facts of a sync. */
public final class BankDataStep implements MigrationStep {

  /** Without any progress for so long, the events do not arrive. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The same if this run has sent nothing: they may all be there, and some removed since. */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(10);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A sum over many rows is read rarely: Florin is still adding them. */
  private static final int PAUSE_SHARE = 5;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;
  private final Adopter adopter;

  public BankDataStep(MigrationPlan plan, List<FlorinUser> users, Adopter adopter) {
    this.plan = plan;
    this.users = users;
    this.adopter = adopter;
  }

  @Override
  public String name() {
    return "connections, accounts, transactions and investments of banks";
  }

  @Override
  public long planned() {
    return plan.transactions().values().stream().filter(PlannedTransaction::fromBank).count();
  }

  @Override
  public boolean essential() {
    return true;
  }

  @Override
  public void run(StepChanges changes) {
    if (changes.readOnly()) {
      return;
    }
    for (PlannedItem item : plan.items().values()) {
      BankBatches batches = new BankBatches(plan, item);
      Optional<FlorinUser> owner =
          users.stream().filter(user -> user.owns(item.user())).findFirst();
      if (owner.isEmpty() || batches.isEmpty()) {
        continue;
      }
      String user = owner.get().id().toString();
      if (adopt(batches.part(user), changes)) {
        batches.forEachPart(user, part -> adopt(part, changes));
      }
    }
    Duration patience = changes.written() > 0 ? PATIENCE : SHORT_PATIENCE;
    users.forEach(user -> awaitArrival(user, patience));
  }

  /**
   * Sends a part. The rows of a refused part are searched for the one that cannot be adopted, and
   * the others are.
   *
   * @return whether nothing was refused
   */
  private boolean adopt(BankPart part, StepChanges changes) {
    try {
      JsonNode answer = adopter.adopt(part.body());
      if (answer.path("changed").asBoolean(false)) {
        changes.wrote(Math.max(1, answer.path("added").asLong(1)));
      }
      return true;
    } catch (Refused refused) {
      int rows = part.ids().size();
      if (!refused.isFinal()) {
        throw refused;
      }
      if (rows > 1) {
        adopt(part.slice(0, rows / 2), changes);
        adopt(part.slice(rows / 2, rows), changes);
      } else {
        changes.mismatch(part.name() + ": " + refused.getMessage());
      }
      return false;
    }
  }

  /** The events of provider-sync reach the other services a moment later. */
  private static void awaitArrival(FlorinUser user, Duration patience) {
    long wanted = user.plannedTransactions().filter(PlannedTransaction::fromBank).count();
    long accounts = user.plannedAccounts().filter(account -> account.item().isPresent()).count();
    long found = 0;
    long best = -1;
    long since = System.nanoTime();
    while (true) {
      long from = System.nanoTime();
      if (found < accounts) {
        found =
            user.readAccounts().values().stream()
                .filter(one -> !one.path("manual").asBoolean(false))
                .count();
      }
      long rows =
          user.client()
              .get("/api/transactions?manual=false&include=totals&limit=1")
              .path("totals")
              .path("count")
              .asLong(0);
      if (found >= accounts && rows >= wanted) {
        return;
      }
      if (found + rows > best) {
        best = found + rows;
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > patience.toNanos()) {
        return; // the comparison that follows names the rows
      }
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      FlorinHttp.pause(PAUSE.plus(took.multipliedBy(PAUSE_SHARE)));
    }
  }
}
