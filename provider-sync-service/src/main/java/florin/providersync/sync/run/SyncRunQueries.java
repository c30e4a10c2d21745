package florin.providersync.sync.run;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The runs of the last thirty days. */
@Component
class SyncRunQueries {

  private static final String OF_USER =
      """
      select run_id, connection_id, state, cause, added, modified, removed, pages, fetched, requested_at, started_at, ended_at,
          error_class
      from work.sync_run
      where user_id = :user
      """;

  private static final String OF_CONNECTION = OF_USER + " and connection_id = :connection";

  private static final String ONE = OF_CONNECTION + " and run_id = :run";

  private static final String SOME = OF_USER + " and run_id = any(:runs) order by connection_id";

  private static final String LIST =
      OF_CONNECTION + " and run_id < :before order by run_id desc limit :limit";

  Mono<SyncRunResponse> one(Session session, UUID user, UUID connection, UUID run) {
    return session
        .sql(ONE)
        .bind("user", user)
        .bind("connection", connection)
        .bind("run", run)
        .map(SyncRunQueries::row)
        .one();
  }

  /** Some runs, in the order in which their connections were linked. */
  Mono<List<SyncRunResponse>> some(Session session, UUID user, List<UUID> runs) {
    return session
        .sql(SOME)
        .bind("user", user)
        .bind("runs", runs.toArray(UUID[]::new))
        .map(SyncRunQueries::row)
        .all()
        .collectList();
  }

  /** Newest first. */
  Mono<List<SyncRunResponse>> list(
      Session session, UUID user, UUID connection, UUID before, int limit) {
    return session
        .sql(LIST)
        .bind("user", user)
        .bind("connection", connection)
        .bind("before", before)
        .bind("limit", limit)
        .map(SyncRunQueries::row)
        .all()
        .collectList();
  }

  private static SyncRunResponse row(Readable row) {
    return new SyncRunResponse(
        Columns.uuid(row, "run_id"),
        Columns.uuid(row, "connection_id"),
        Columns.text(row, "state"),
        Columns.text(row, "cause"),
        new SyncRunResponse.SyncRunCounts(
            Columns.integer(row, "added"),
            Columns.integer(row, "modified"),
            Columns.integer(row, "removed")),
        new SyncRunResponse.SyncRunProgress(
            Columns.integer(row, "pages"), Columns.integer(row, "fetched")),
        Columns.instant(row, "requested_at"),
        Columns.nullableInstant(row, "started_at"),
        Columns.nullableInstant(row, "ended_at"),
        row.get("error_class", String.class));
  }
}
