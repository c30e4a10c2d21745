package florin.transactions.category;

import florin.journal.Rejection;
import florin.journal.Session;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A user's categories. */
public final class Categories {

  private static final String ALL =
      """
      select c.*, coalesce(p.canonical_id, c.parent_id) as shown_parent
      from category c
      left join category p on p.user_id = c.user_id and p.id = c.parent_id
      where c.user_id = :user
      """;

  private Categories() {}

  static Mono<Tree> tree(Session session, UUID user) {
    return session
        .sql(ALL)
        .bind("user", user)
        .map(CategoryRow::read)
        .all()
        .collectList()
        .map(Tree::new);
  }

  /**
   * Demands that transactions may be given these.
   *
   * @throws Rejection {@code category-unknown}
   */
  public static Mono<Void> demand(
      Session session, UUID user, Collection<UUID> ids, String pointer) {
    if (ids.stream().allMatch(id -> SystemCategories.find(id).isPresent())) {
      return Mono.empty();
    }
    return tree(session, user).doOnNext(tree -> demand(tree, ids, pointer)).then();
  }

  private static void demand(Tree tree, Collection<UUID> ids, String pointer) {
    for (UUID id : ids) {
      if (tree.find(id).filter(CategoryRow::open).isEmpty()) {
        throw new Rejection(
            "category-unknown",
            "categoryId: '"
                + id
                + "' (expected: one of /api/categories that is neither archived"
                + " nor merged)",
            pointer);
      }
    }
  }
}
