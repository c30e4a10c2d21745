package florin.accounts.merge;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code account_merge}: a row for every account that is seen under another one. */
@Component
@Order(4)
class MergeView implements Projection {

  private static final String UPSERT =
      """
      insert into account_merge (account_id, user_id, survivor_id, stream_version, version, at)
      select * from unnest(:accounts::uuid[], :users::uuid[], :survivors::uuid[],
          :streamVersions::int[], :versions::int[], :ats::timestamptz[]) as m (account_id)
      order by m.account_id
      on conflict (account_id) do update set
        survivor_id = excluded.survivor_id, stream_version = excluded.stream_version,
        version = excluded.version, at = excluded.at
      where account_merge.stream_version < excluded.stream_version
      """;

  private static final String DELETE =
      "delete from account_merge where user_id = any(:users::uuid[]) and account_id ="
          + " any(:accounts::uuid[])";

  /**
   * The changes of a batch to one account.
   *
   * @param survivor null for one that stands alone again
   */
  private record Row(UUID account, @Nullable UUID survivor, PendingEvent last) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, Row> rows = new TreeMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof MergeEvent event) {
        rows.put(event.account(), new Row(event.account(), survivor(event), pending));
      }
    }
    List<Row> merged = rows.values().stream().filter(row -> row.survivor() != null).toList();
    List<Row> alone = rows.values().stream().filter(row -> row.survivor() == null).toList();
    return delete(session, alone).then(Mono.defer(() -> upsert(session, merged)));
  }

  private static @Nullable UUID survivor(MergeEvent event) {
    return switch (event) {
      case MergeEvent.Merged e -> e.into();
      case MergeEvent.Unmerged _ -> null;
    };
  }

  private static Mono<Void> delete(Session session, List<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(DELETE)
            .bind("users", UnnestColumns.column(rows, UUID.class, r -> r.last().stream().user()))
            .bind("accounts", UnnestColumns.column(rows, UUID.class, Row::account))
            .then();
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : UnnestColumns.stamped(session.sql(UPSERT), rows, Row::last)
            .bind("accounts", UnnestColumns.column(rows, UUID.class, Row::account))
            .bind("survivors", UnnestColumns.column(rows, UUID.class, Row::survivor))
            .then();
  }
}
