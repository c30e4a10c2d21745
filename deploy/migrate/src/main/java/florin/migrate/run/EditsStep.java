package florin.migrate.run;

import florin.migrate.client.Refused;
import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.row.Vocabulary;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.Categories;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.FoundTransaction;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Categories, merchants, texts, tags and exclusions that users set. The edits of many transactions
 * are one request and one change.
 */
final class EditsStep implements MigrationStep {

  private static final int MOST = 2_000;

  /** Half of the largest body that Florin accepts. */
  private static final int MOST_CHARACTERS = 500_000;

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
      List<Edit> edits = new ArrayList<>();
      user.plannedTransactions()
          .filter(one -> !one.edits().isEmpty())
          .forEach(
              one ->
                  user.transaction(one.id())
                      .filter(row -> !row.removed())
                      .flatMap(row -> edit(one, row, categories, changes))
                      .ifPresent(edits::add));
      write(user, edits, changes);
    }
  }

  /**
   * @param source the transaction's id in the source
   */
  private record Edit(String source, String id, Map<String, Object> set) {

    Map<String, Object> body() {
      return Map.of("id", id, "set", set);
    }
  }

  /** A transaction that the user has changed in Florin keeps those values. */
  private Optional<Edit> edit(
      PlannedTransaction one, FoundTransaction row, Categories categories, StepChanges changes) {
    Map<String, Object> set = missing(one, row, categories, changes);
    if (set.isEmpty()) {
      return Optional.empty();
    }
    if (row.edited()) {
      changes.leftOut(
          "transaction %s: %s, changed by the user since".formatted(one.id(), set.keySet()));
      return Optional.empty();
    }
    return Optional.of(new Edit(one.id(), row.id(), set));
  }

  private static void write(FlorinUser user, List<Edit> edits, StepChanges changes) {
    if (changes.readOnly()) {
      edits.forEach(
          one -> changes.mismatch("transaction %s: %s".formatted(one.source(), one.set())));
      return;
    }
    List<Edit> waiting = new ArrayList<>();
    int characters = 0;
    for (Edit one : edits) {
      int size = one.body().toString().length();
      if (waiting.size() == MOST || characters + size > MOST_CHARACTERS) {
        send(user, List.copyOf(waiting), changes);
        waiting.clear();
        characters = 0;
      }
      waiting.add(one);
      characters += size;
    }
    if (!waiting.isEmpty()) {
      send(user, waiting, changes);
    }
  }

  /** Edits of many transactions are refused together if one cannot be made: it is searched for. */
  private static void send(FlorinUser user, List<Edit> edits, StepChanges changes) {
    Map<String, Object> body = Map.of("edits", edits.stream().map(Edit::body).toList());
    try {
      user.client().post("/api/transactions/bulk", body, edits.toString());
      changes.wrote(edits.size());
    } catch (Refused refused) {
      if (!refused.isFinal()) {
        throw refused;
      }
      if (edits.size() == 1) {
        changes.mismatch(
            "edit of transaction %s: %s"
                .formatted(edits.getFirst().source(), refused.getMessage()));
        return;
      }
      int half = edits.size() / 2;
      send(user, edits.subList(0, half), changes);
      send(user, edits.subList(half, edits.size()), changes);
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
    Set<String> tags = new TreeSet<>(Comparator.comparing(Vocabulary::nameKey));
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
