package florin.planning.mirror;

import florin.journal.database.Session;
import florin.planning.mirror.CategoryFact.Archived;
import florin.planning.mirror.CategoryFact.Created;
import florin.planning.mirror.CategoryFact.Merged;
import florin.planning.mirror.CategoryFact.Renamed;
import florin.planning.mirror.batch.MirrorKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code mirror.category}: a row from the creation, then its changes. The survivor of a chain
 * of merges is kept with every row, so that reading one needs no recursion.
 */
final class CategoryMirror {

  private static final String CREATE =
      """
      insert into category (user_id, category_id, name, archived)
      select r.user_id, r.category_id, r.name, false
      from unnest(:users::uuid[], :ids::uuid[], :names::text[]) as r (user_id, category_id, name)
      order by r.user_id, r.category_id
      on conflict (user_id, category_id) do nothing
      """;

  private static final String CHANGE =
      """
      update category as c
      set name = coalesce(r.name, c.name), archived = coalesce(r.archived, c.archived),
          merged_into = case when r.merged then r."into" else c.merged_into end
      from unnest(:users::uuid[], :ids::uuid[], :names::text[], :archiveds::boolean[], :mergeds::boolean[],
          :intos::uuid[])
        as r (user_id, category_id, name, archived, merged, "into")
      where c.user_id = r.user_id and c.category_id = r.category_id
        and (c.name, c.archived, c.merged_into) is distinct from (coalesce(r.name, c.name),
          coalesce(r.archived, c.archived), case when r.merged then r."into" else c.merged_into end)
      """;

  /**
   * A chain ends at a category that is not merged; a circle, which its owner refuses, ends at its
   * length.
   */
  private static final String FOLLOW =
      """
      with recursive chain as (
        select user_id, category_id, merged_into as at, 1 as length
        from category
        where user_id = any(:users) and merged_into is not null
        union all
        select c.user_id, c.category_id, n.merged_into, c.length + 1
        from chain c join category n on n.user_id = c.user_id and n.category_id = c.at
        where n.merged_into is not null and c.length < 100
      ), survivor as (
        select distinct on (user_id, category_id) user_id, category_id, at
        from chain
        order by user_id, category_id, length desc
      )
      update category as c
      set survivor_id = f.at
      from (
        select k.user_id, k.category_id, s.at
        from category k
          left join survivor s on s.user_id = k.user_id and s.category_id = k.category_id
        where k.user_id = any(:users)
      ) f
      where c.user_id = f.user_id and c.category_id = f.category_id and c.survivor_id is distinct from f.at
      """;

  /** The changes that a batch makes to one category; null is as it was. */
  private record Change(
      MirrorKey key,
      @Nullable String name,
      @Nullable Boolean archived,
      @Nullable Optional<UUID> into) {

    Change then(Change next) {
      return new Change(
          key,
          next.name == null ? name : next.name,
          next.archived == null ? archived : next.archived,
          next.into == null ? into : next.into);
    }
  }

  Mono<Void> apply(Session session, List<CategoryFact> facts) {
    List<Created> created =
        MirrorKey.folded(
            facts.stream().filter(Created.class::isInstance).map(Created.class::cast),
            CategoryMirror::key,
            (first, _) -> first);
    List<Change> changes =
        MirrorKey.folded(
            facts.stream().flatMap(fact -> change(fact).stream()), Change::key, Change::then);
    return create(session, created)
        .then(Mono.defer(() -> change(session, changes)))
        .then(Mono.defer(() -> follow(session, changes)));
  }

  private static Optional<Change> change(CategoryFact fact) {
    MirrorKey mirrorKey = key(fact);
    return switch (fact) {
      case Renamed f -> Optional.of(new Change(mirrorKey, f.name(), null, null));
      case Archived f -> Optional.of(new Change(mirrorKey, null, f.archived(), null));
      case Merged f -> Optional.of(new Change(mirrorKey, null, null, f.into()));
      case Created _ -> Optional.empty();
    };
  }

  private static Mono<Void> create(Session session, List<Created> created) {
    if (created.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, CREATE, created.stream().map(CategoryMirror::key).toList())
        .bind("names", created.stream().map(Created::name).toArray(String[]::new))
        .then();
  }

  private static Mono<Void> change(Session session, List<Change> changes) {
    if (changes.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, CHANGE, changes.stream().map(Change::key).toList())
        .bind("names", changes.stream().map(Change::name).toArray(String[]::new))
        .bind("archiveds", changes.stream().map(Change::archived).toArray(Boolean[]::new))
        .bind("mergeds", changes.stream().map(c -> c.into() != null).toArray(Boolean[]::new))
        .bind(
            "intos",
            changes.stream()
                .map(c -> c.into() == null ? null : c.into().orElse(null))
                .toArray(UUID[]::new))
        .then();
  }

  private static Mono<Void> follow(Session session, List<Change> changes) {
    UUID[] users =
        changes.stream()
            .filter(change -> change.into() != null)
            .map(change -> change.key().user())
            .distinct()
            .toArray(UUID[]::new);
    return users.length == 0 ? Mono.empty() : session.sql(FOLLOW).bind("users", users).then();
  }

  private static GenericExecuteSpec keyed(Session session, String statement, List<MirrorKey> keys) {
    return session
        .sql(statement)
        .bind("users", MirrorKey.users(keys))
        .bind("ids", MirrorKey.ids(keys));
  }

  private static MirrorKey key(CategoryFact fact) {
    return new MirrorKey(fact.user(), fact.category());
  }
}
