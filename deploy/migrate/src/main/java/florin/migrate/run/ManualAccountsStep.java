package florin.migrate.run;

import florin.migrate.client.Refused;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accounts by hand. One without a history begins with its balance. */
final class ManualAccountsStep implements MigrationStep {

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  ManualAccountsStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "accounts by hand";
  }

  @Override
  public long planned() {
    return plan.accounts().values().stream().filter(one -> one.item().isEmpty()).count();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.readAccounts();
      user.plannedAccounts()
          .filter(account -> account.item().isEmpty())
          .filter(account -> user.account(account.id()).isEmpty())
          .forEach(
              account ->
                  changes.change("account " + account.id(), () -> open(user, account, changes)));
      user.readAccounts();
    }
  }

  /** An account without a subtype that Florin's accounts of its type do not have. */
  private void open(FlorinUser user, PlannedAccount account, StepChanges changes) {
    Map<String, Object> body = body(account);
    if (account.subtype().isPresent()) {
      String subtype = Vocabulary.lower(account.subtype().get()).replace('_', ' ');
      Map<String, Object> complete = new LinkedHashMap<>(body);
      complete.put("subtype", subtype);
      try {
        user.client().post("/api/accounts", complete, account.id() + "/" + subtype);
        return;
      } catch (Refused refused) {
        if (!refused.isFinal() || !String.valueOf(refused.getMessage()).contains("subtype")) {
          throw refused;
        }
        changes.leftOut(
            "account %s: brought without its subtype '%s': %s"
                .formatted(account.id(), subtype, refused.getMessage()));
      }
    }
    user.client().post("/api/accounts", body, account.id());
  }

  private Map<String, Object> body(PlannedAccount account) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", account.name());
    body.put("type", account.type());
    body.put("currency", account.currency());
    boolean hasHistory =
        plan.rowsOf("account_history").stream()
            .anyMatch(row -> row.text("account_id").filter(account.id()::equals).isPresent());
    if (!hasHistory) {
      account
          .balance()
          .ifPresent(
              balance -> body.put("openingBalance", Amounts.money(balance, account.currency())));
    }
    return body;
  }
}
