package florin.transactions.merging;

import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.stream.FoldedState;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The ends of chains of merges, stored beside each link, so that a reader follows one step. */
public final class MergeChains {

  // Taken anew for all of a user's mergers, of which there are few: a pure function of the links,
  // whatever order they came in.
  private static final String SETTLE =
      """
      with recursive chain (user_id, id, canonical_id) as (
        select l.user_id, l.id, l.merged_into
        from %1$s l
        left join %1$s t on t.user_id = l.user_id and t.id = l.merged_into
        where l.user_id = any(:users) and l.merged_into is not null and t.merged_into is null
        union all
        select l.user_id, l.id, c.canonical_id
        from %1$s l
        join chain c on c.user_id = l.user_id and c.id = l.merged_into
      )
      update %1$s l
      set canonical_id = k.canonical_id
      from (
        select o.user_id, o.id, c.canonical_id
        from %1$s o
        left join chain c on c.user_id = o.user_id and c.id = o.id
        where o.user_id = any(:users) and (o.merged_into is not null or o.canonical_id is not null)
      ) k
      where l.user_id = k.user_id and l.id = k.id and l.canonical_id is distinct from k.canonical_id
      """;

  private MergeChains() {}

  /**
   * Sets the ends of the chains of every user that a row was written of.
   *
   * @param table with {@code user_id, id, merged_into, canonical_id}
   */
  public static <R> Mono<Void> updateEnds(
      Session session, FoldedTable<?, ? super R, R> table, List<FoldedState<R>> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(SETTLE.formatted(table.table().name()))
            .bind(
                "users",
                rows.stream()
                    .map(row -> row.last().stream().user())
                    .distinct()
                    .toArray(UUID[]::new))
            .then();
  }
}
