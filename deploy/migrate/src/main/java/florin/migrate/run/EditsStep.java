package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.PlannedTransaction;
import florin.migrate.run.step.Categories;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.FoundTransaction;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Categories, merchants, texts, tags and exclusions that users set. Equal edits of many
 * transactions are one change.
 */
final class EditsStep implements MigrationStep {

  private static final int MOST = 2_000;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  EditsStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "edits and tags";
  }

  @Override
  public long planned() {
    return plan.transactions().values().stream().filter(one -> !one.edits().isEmpty()).count();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.ensureTransactions();
      Categories categories = new Categories(user);
      Map<Map<String, Object>, List<String>> edits = new LinkedHashMap<>();
      user.plannedTransactions()
          .filter(one -> !one.edits().isEmpty())
          .forEach(
              one ->
                  user.transaction(one.id())
                      .filter(row -> !row.removed())
                      .ifPresent(row -> add(edits, one, row, categories, changes)));
      edits.forEach((set, ids) -> write(user, set, ids, changes));
    }
  }

  /** A transaction that the user has changed in Florin keeps those values. */
  private void add(
      Map<Map<String, Object>, List<String>> edits,
      PlannedTransaction one,
      FoundTransaction row,
      Categories categories,
      StepChanges changes) {
    Map<String, Object> set = missing(one, row, categories, changes);
    if (set.isEmpty()) {
      return;
    }
    if (row.edited()) {
      changes.leftOut(
          "transaction %s: %s, changed by the user since".formatted(one.id(), set.keySet()));
    } else {
      edits.computeIfAbsent(set, _ -> new ArrayList<>()).add(row.id());
    }
  }

  private static void write(
      FlorinUser user, Map<String, Object> set, List<String> ids, StepChanges changes) {
    for (int from = 0; from < ids.size(); from += MOST) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST));
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("ids", some);
      body.put("set", set);
      changes.change(
          "%s of %d transactions, the first is %s".formatted(set, some.size(), some.getFirst()),
          () ->
              user.client()
                  .post("/api/transactions/bulk", body, set + "\n" + String.join(",", some)));
    }
  }

  /** The fields in which Florin's transaction differs from the user's values. */
  private Map<String, Object> missing(
      PlannedTransaction one, FoundTransaction row, Categories categories, StepChanges changes) {
    Map<String, Object> set = new LinkedHashMap<>();
    PlannedTransaction.Edits edits = one.edits();
    edits
        .category()
        .flatMap(name -> categories.category(name, changes))
        .filter(id -> !id.equals(row.category()))
        .ifPresent(id -> set.put("categoryId", id));
    edits
        .merchant()
        .filter(name -> !name.equalsIgnoreCase(row.merchant()))
        .flatMap(name -> categories.merchant(name, changes))
        .ifPresent(id -> set.put("merchantId", id));
    edits
        .description()
        .filter(text -> !text.equals(row.description()))
        .ifPresent(text -> set.put("description", text));
    Set<String> tags = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    tags.addAll(row.tags());
    if (!tags.containsAll(edits.tags())) {
      tags.addAll(edits.tags());
      set.put("tags", List.copyOf(tags));
    }
    if (edits.internal()
        && plan.pairOf(one).isEmpty()
        && !row.excluded()
        && row.transfer().isEmpty()) {
      set.put("excluded", true);
    }
    return set;
  }
}
