package florin.migrate.run;

import florin.migrate.client.Adopter;
import florin.migrate.client.FlorinClient;
import florin.migrate.client.Refused;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.report.MigrationReport;
import florin.migrate.report.MigrationReport.StepResult;
import florin.migrate.run.bank.BankDataStep;
import florin.migrate.run.bank.FirstSyncStep;
import florin.migrate.run.step.BroughtRows;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Brings a plan to Florin in steps, or only compares. A mismatch of an essential step stops the
 * run.
 */
public final class MigrationRun {

  private final MigrationPlan plan;
  private final Map<String, FlorinClient> clients;
  private final Adopter adopter;
  private final BroughtRows brought;
  private final Consumer<String> progress;

  /**
   * @param clients of the users that are brought, by the source's user
   * @param brought the rows that earlier runs have brought
   */
  public MigrationRun(
      MigrationPlan plan,
      Map<String, FlorinClient> clients,
      Adopter adopter,
      BroughtRows brought,
      Consumer<String> progress) {
    this.plan = plan;
    this.clients = Map.copyOf(clients);
    this.adopter = adopter;
    this.brought = brought;
    this.progress = progress;
  }

  /**
   * @param readOnly whether Florin is only compared with the plan
   * @throws Refused if Florin cannot be reached, or refuses the operator or a user
   */
  public MigrationReport run(boolean readOnly) {
    List<FlorinUser> users = new ArrayList<>();
    for (String user : plan.users()) {
      FlorinClient client = clients.get(user);
      if (client != null) {
        users.add(new FlorinUser(plan, user, client));
      }
    }
    List<StepResult> results = new ArrayList<>();
    for (MigrationStep step : steps(users)) {
      long from = System.nanoTime();
      StepResult result = run(step, readOnly);
      results.add(result);
      progress.accept(
          "%s: %s, %d changes, %.1f s"
              .formatted(
                  result.step(),
                  result.state(),
                  result.written(),
                  (System.nanoTime() - from) / 1e9));
      if (step.essential() && result.state().equals("failed") && !readOnly) {
        break;
      }
    }
    return MigrationReport.of(plan, results);
  }

  private StepResult run(MigrationStep step, boolean readOnly) {
    StepChanges changes = new StepChanges(readOnly, brought);
    try {
      step.run(changes);
    } catch (Refused refused) {
      if (!refused.isFinal()) {
        throw refused;
      }
      changes.mismatch("the rest of the step: " + refused.getMessage());
    }
    boolean failed = !changes.mismatches().isEmpty();
    return new StepResult(
        step.name(),
        failed ? "failed" : "done",
        step.planned(),
        changes.written(),
        changes.mismatches(),
        changes.leftOut());
  }

  private List<MigrationStep> steps(List<FlorinUser> users) {
    Predicate<PlannedTransaction> bank = PlannedTransaction::fromBank;
    return List.of(
        new BankDataStep(plan, users, adopter),
        new SumsStep(
            "comparison of the banks' transactions",
            plan,
            users,
            bank,
            FlorinUser::readTransactions),
        new ManualAccountsStep(plan, users),
        new ManualTransactionsStep(plan, users),
        new SumsStep(
            "comparison of the entries by hand",
            plan,
            users,
            bank.negate(),
            FlorinUser::readEntriesByHand),
        new BalancesStep(plan, users),
        new EditsStep(plan, users),
        new TransfersStep(plan, users),
        new HistoryStep(plan, users),
        new SettingsStep(plan, users),
        new PlanningStep(plan, users),
        new RulesStep(plan, users),
        new RecurringStep(plan, users),
        new FirstSyncStep(plan, users, adopter));
  }
}
