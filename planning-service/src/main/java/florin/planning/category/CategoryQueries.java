package florin.planning.category;

import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.planning.problem.PlanningProblem;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the user's categories as the transactions service last published them. */
@Component
public final class CategoryQueries {

  /** Without a row of its own the survivor is a system category, which is never archived. */
  private static final String FIND =
      """
      select coalesce(c.survivor_id, c.category_id) as id,
          case when c.survivor_id is null then c.archived else coalesce(s.archived, false) end as archived,
          c.survivor_id is not null and s.category_id is null as outside
      from mirror.category c
        left join mirror.category s on s.user_id = c.user_id and s.category_id = c.survivor_id
      where c.user_id = :user and c.category_id = :category
      """;

  private record Found(UUID id, boolean archived, boolean outside) {

    boolean usable() {
      return !archived && (!outside || SystemCategories.has(id));
    }
  }

  /**
   * The category that an id means: of a merged one its survivor. A category of another user is
   * refused as one that does not exist.
   *
   * @throws Rejection {@code category-unknown}
   */
  public Mono<Optional<UUID>> usable(Session session, UUID user, Optional<UUID> category) {
    if (category.isEmpty() || SystemCategories.has(category.get())) {
      return Mono.just(category);
    }
    UUID id = category.get();
    return session
        .sql(FIND)
        .bind("user", user)
        .bind("category", id)
        .map(
            row ->
                new Found(
                    Objects.requireNonNull(row.get("id", UUID.class)),
                    Boolean.TRUE.equals(row.get("archived", Boolean.class)),
                    Boolean.TRUE.equals(row.get("outside", Boolean.class))))
        .one()
        .filter(Found::usable)
        .map(found -> Optional.of(found.id()))
        .switchIfEmpty(Mono.error(() -> unknown(id)));
  }

  private static Rejection unknown(UUID id) {
    return new Rejection(
        PlanningProblem.CATEGORY_UNKNOWN,
        "categoryId: '%s' (expected: one of /api/categories that is not archived)".formatted(id),
        "/categoryId");
  }
}
