package florin.transactions.category;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.transactions.merging.TwinRows;
import florin.transactions.problem.TransactionsProblem;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** A user's categories. */
public final class CategoryQueries {

  private static final String ALL =
      """
      select c.*, coalesce(p.canonical_id, c.parent_id) as shown_parent
      from category c
      left join category p on p.user_id = c.user_id and p.id = c.parent_id
      where c.user_id = :user
      """;

  // A split transaction counts in the categories of its parts only, a row of merged accounts once.
  static final String USES =
      "with "
          + TwinRows.HIDDEN
          + """
          select k.category_id, count(*)::int as uses
          from (
            select t.id, t.category_id from transaction t
            where t.user_id = :user and t.removed_by is null and t.split_total is null
            union all
            select t.id, s.category_id
            from transaction_split s
            join transaction t on t.user_id = s.user_id and t.id = s.transaction_id
            where s.user_id = :user and t.removed_by is null
          ) k
          where k.category_id is not null and k.id not in (select id from hidden)
          group by k.category_id
          """;

  private CategoryQueries() {}

  static Mono<CategoryTree> tree(Session session, UUID user) {
    return session
        .sql(ALL)
        .bind("user", user)
        .map(CategoryResponse::read)
        .all()
        .collectList()
        .map(CategoryTree::new);
  }

  /**
   * The categories that transactions may be given, by {@link CanonicalName} of the name and of
   * {@code parent:name}; without names that several have.
   */
  public static Mono<Map<String, UUID>> openByName(Session session, UUID user) {
    return tree(session, user).map(CategoryTree::openByName);
  }

  /** The tree as it is shown, with how often each category is used. */
  static Mono<CategoryTree> used(Session session, UUID user) {
    return tree(session, user).zipWhen(_ -> uses(session, user), CategoryTree::used);
  }

  private static Mono<Map<UUID, Integer>> uses(Session session, UUID user) {
    return session
        .sql(USES)
        .bind("user", user)
        .map(row -> Map.entry(Columns.uuid(row, "category_id"), Columns.integer(row, "uses")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /**
   * The categories that transactions are given for these: of a merged one its survivor.
   *
   * @param pointer to an id in the request
   * @throws Rejection {@code category-unknown} if one is not there or archived
   */
  public static Mono<Map<UUID, UUID>> survivors(
      Session session, UUID user, Collection<UUID> ids, Function<UUID, String> pointer) {
    if (ids.stream().allMatch(id -> SystemCategories.find(id).isPresent())) {
      return Mono.just(
          ids.stream()
              .distinct()
              .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity())));
    }
    return tree(session, user).map(categoryTree -> survivors(categoryTree, ids, pointer));
  }

  private static Map<UUID, UUID> survivors(
      CategoryTree categoryTree, Collection<UUID> ids, Function<UUID, String> pointer) {
    Map<UUID, UUID> survivors = new HashMap<>();
    for (UUID id : ids) {
      UUID survivor = categoryTree.survivor(id);
      if (categoryTree.find(survivor).filter(CategoryResponse::open).isEmpty()) {
        throw new Rejection(
            TransactionsProblem.CATEGORY_UNKNOWN,
            "categoryId: '" + id + "' (expected: one of /api/categories that is not archived)",
            pointer.apply(id));
      }
      survivors.put(id, survivor);
    }
    return survivors;
  }

  /** That the names of categories stay distinct when a change of them is undone. */
  public static Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    Set<UUID> changed =
        streams.stream()
            .filter(stream -> stream.type().equals(UserCategory.STREAM))
            .map(StreamId::id)
            .collect(Collectors.toUnmodifiableSet());
    return changed.isEmpty()
        ? Mono.empty()
        : tree(unit.session(), user)
            .doOnNext(categoryTree -> categoryTree.demandDistinctNames(changed))
            .then();
  }
}
