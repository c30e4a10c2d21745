package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.PlannedTransaction;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.Categories;
import florin.migrate.run.step.EntriesByHand;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transactions that no bank announced, as entries by hand. */
final class ManualTransactionsStep implements MigrationStep {

  private static final int LONGEST = 500;

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
      Categories categories = new Categories(user);
      user.plannedTransactions()
          .filter(one -> !one.fromBank())
          .filter(one -> user.transaction(one.id()).isEmpty())
          .forEach(
              one ->
                  changes.change(
                      "transaction " + one.id(),
                      () ->
                          user.replace(
                              one.id(),
                              user.client()
                                  .post(
                                      "/api/transactions",
                                      body(user, one, categories, changes),
                                      one.id()))));
    }
  }

  private static Map<String, Object> body(
      FlorinUser user, PlannedTransaction one, Categories categories, StepChanges changes) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("accountId", user.account(one.account()).orElse(""));
    body.put("date", one.date().toString());
    body.put("amount", Amounts.money(one.amount(), one.currency()));
    body.put(
        "description",
        one.name().length() > LONGEST ? one.name().substring(0, LONGEST) : one.name());
    body.put("note", EntriesByHand.note(one));
    one.edits()
        .category()
        .flatMap(name -> categories.category(name, changes))
        .ifPresent(id -> body.put("categoryId", id));
    if (!one.edits().tags().isEmpty()) {
      body.put("tags", List.copyOf(one.edits().tags()));
    }
    return body;
  }
}
