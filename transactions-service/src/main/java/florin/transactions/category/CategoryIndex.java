package florin.transactions.category;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * A user's categories for filters and reports: which ids count as a category, which categories are
 * under it, and which are categories of income.
 *
 * <p>A category of income is one under a system category of money that comes in ({@code INCOME},
 * {@code TRANSFER_IN}, {@code LOAN_DISBURSEMENTS}), or under a category of the user's own at the
 * top of the tree as long as most transactions in that tree bring money in. All others are
 * categories of expenses, so that a refund lowers its category.
 */
public final class CategoryIndex {

  private static final Set<String> INCOME = Set.of("INCOME", "TRANSFER_IN", "LOAN_DISBURSEMENTS");

  // Undivided transactions as the sums per month count them, and the parts of split ones.
  private static final String DIRECTIONS =
      """
      select category_id, coalesce(sum(entries) filter (where inflow), 0)::bigint as inward, sum(entries)::bigint as entries
      from (
        select category_id, inflow, entries from category_month
        where user_id = :user and category_id = any(:categories)
        union all
        select s.category_id, s.amount > 0, 1
        from transaction_split s
        join transaction t on t.user_id = s.user_id and t.id = s.transaction_id
        where s.user_id = :user and s.category_id = any(:categories) and t.removed_by is null) k
      group by category_id
      """;

  private record Directions(UUID category, long inward, long entries) {}

  private final CategoryTree tree;
  private final Map<UUID, List<UUID>> members = new HashMap<>();
  private final Map<UUID, List<UUID>> children = new LinkedHashMap<>();
  private final Set<UUID> income = new HashSet<>();

  private CategoryIndex(CategoryTree tree) {
    this.tree = tree;
    for (CategoryResponse row : tree.inOrder()) {
      UUID survivor = tree.survivor(row.id());
      members.computeIfAbsent(survivor, _ -> new ArrayList<>()).add(row.id());
      if (row.mergedInto() == null && row.parentId() != null) {
        children
            .computeIfAbsent(tree.survivor(row.parentId()), _ -> new ArrayList<>())
            .add(row.id());
      }
    }
  }

  /** The categories as they are now, without a classification as income. */
  public static Mono<CategoryIndex> unclassified(Session session, UUID user) {
    return CategoryQueries.tree(session, user).map(CategoryIndex::new);
  }

  /** The system's categories. */
  public static CategoryIndex ofSystem() {
    return new CategoryIndex(new CategoryTree(List.of()));
  }

  /** The categories as they are now. */
  public static Mono<CategoryIndex> of(Session session, UUID user) {
    return unclassified(session, user)
        .flatMap(
            index -> {
              List<UUID> own = index.inTreesOfTheUser();
              return own.isEmpty()
                  ? Mono.just(index.classified(List.of()))
                  : directions(session, user, own).map(index::classified);
            });
  }

  private static Mono<List<Directions>> directions(
      Session session, UUID user, List<UUID> categories) {
    return session
        .sql(DIRECTIONS)
        .bind("user", user)
        .bind("categories", categories.toArray(UUID[]::new))
        .map(
            row ->
                new Directions(
                    Columns.uuid(row, "category_id"),
                    Columns.number(row, "inward"),
                    Columns.number(row, "entries")))
        .all()
        .collectList();
  }

  private List<UUID> inTreesOfTheUser() {
    return members.keySet().stream()
        .filter(id -> !isSystem(root(id)))
        .flatMap(id -> members.getOrDefault(id, List.of()).stream())
        .toList();
  }

  private boolean isSystem(UUID id) {
    return tree.find(id).filter(CategoryResponse::system).isPresent();
  }

  private CategoryIndex classified(List<Directions> directions) {
    Map<UUID, Long> balance = new HashMap<>();
    for (Directions one : directions) {
      balance.merge(root(survivor(one.category())), 2 * one.inward() - one.entries(), Long::sum);
    }
    for (Map.Entry<UUID, List<UUID>> entry : members.entrySet()) {
      UUID root = root(entry.getKey());
      boolean comesIn =
          isSystem(root)
              ? tree.find(root).map(CategoryResponse::label).filter(INCOME::contains).isPresent()
              : balance.getOrDefault(root, 0L) > 0;
      if (comesIn) {
        income.addAll(entry.getValue());
      }
    }
    return this;
  }

  /** The category that one counts as. */
  public UUID survivor(UUID id) {
    return tree.survivor(id);
  }

  /** The category above one, both not merged. */
  public Optional<UUID> parent(UUID id) {
    return tree.find(id).map(CategoryResponse::parentId).map(tree::survivor);
  }

  /** The topmost category above one, or itself. */
  public UUID root(UUID id) {
    Set<UUID> seen = new HashSet<>();
    UUID at = id;
    while (seen.add(at)) {
      Optional<UUID> above = parent(at);
      if (above.isEmpty()) {
        return at;
      }
      at = above.get();
    }
    return at;
  }

  /** The name, or the id of a category that is not there. */
  public String name(UUID id) {
    return tree.find(id).map(CategoryResponse::name).orElseGet(id::toString);
  }

  /** The names from the top of the tree down to a category. */
  public List<String> path(UUID id) {
    List<String> names = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    Optional<UUID> at = Optional.of(id);
    while (at.isPresent() && seen.add(at.get())) {
      names.addFirst(name(at.get()));
      at = parent(at.get());
    }
    return names;
  }

  /** Every id whose transactions are of income, those of merged categories included. */
  public Set<UUID> income() {
    return income;
  }

  /** The categories with those under them, none of them merged. */
  public Set<UUID> withChildren(Collection<UUID> ids) {
    Set<UUID> found = new LinkedHashSet<>();
    ids.forEach(id -> collect(survivor(id), found));
    return found;
  }

  private void collect(UUID id, Set<UUID> found) {
    if (found.add(id)) {
      children.getOrDefault(id, List.of()).forEach(child -> collect(child, found));
    }
  }

  /**
   * Every id that transactions may have to be in one of these categories.
   *
   * @param exact whether categories under them are left out
   */
  public List<UUID> members(Collection<UUID> ids, boolean exact) {
    Set<UUID> wanted = exact ? survivors(ids) : withChildren(ids);
    return wanted.stream()
        .flatMap(id -> members.getOrDefault(id, List.of(id)).stream())
        .distinct()
        .toList();
  }

  private Set<UUID> survivors(Collection<UUID> ids) {
    Set<UUID> survivors = new LinkedHashSet<>();
    ids.forEach(id -> survivors.add(survivor(id)));
    return survivors;
  }

  /** The categories whose names match, with those that were merged into them. */
  public List<UUID> named(Predicate<String> matches) {
    return members.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(id -> matches.test(name(id))))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
