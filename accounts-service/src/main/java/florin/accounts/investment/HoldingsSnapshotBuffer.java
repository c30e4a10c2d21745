package florin.accounts.investment;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Table {@code work.holdings_chunk}: chunks of snapshots whose last one has not come yet. A
 * snapshot counts when it is complete, and not a position earlier.
 */
@Component
class HoldingsSnapshotBuffer {

  private static final String PUT =
      """
      insert into work.holdings_chunk (user_id, connection_id, run, index, fingerprint, body)
      values (:user, :connection, :run, :index, :fingerprint, :body)
      on conflict (user_id, connection_id, run, index) do nothing
      """;

  private static final String READ =
      """
      select fingerprint, body from work.holdings_chunk
      where user_id = :user and connection_id = :connection and run = :run
      order by index
      """;

  /** Those of runs that never came to their last chunk too. */
  private static final String FORGET =
      "delete from work.holdings_chunk where user_id = :user and connection_id = :connection";

  /** Of which snapshot, and which chunk of it. */
  record ChunkPosition(UUID user, UUID connection, UUID run, int index) {}

  record Chunk(long fingerprint, byte[] body) {}

  Mono<Void> store(Session session, ChunkPosition chunkPosition, Chunk chunk) {
    return session
        .sql(PUT)
        .bind("user", chunkPosition.user())
        .bind("connection", chunkPosition.connection())
        .bind("run", chunkPosition.run())
        .bind("index", chunkPosition.index())
        .bind("fingerprint", chunk.fingerprint())
        .bind("body", chunk.body())
        .then();
  }

  /** The chunks before the last one, which are removed with the last one. */
  Mono<List<Chunk>> takePrevious(Session session, ChunkPosition last) {
    return session
        .sql(READ)
        .bind("user", last.user())
        .bind("connection", last.connection())
        .bind("run", last.run())
        .map(row -> new Chunk(Columns.number(row, "fingerprint"), Columns.bytes(row, "body")))
        .all()
        .collectList()
        .flatMap(chunks -> deleteChunks(session, last).thenReturn(chunks));
  }

  private static Mono<Void> deleteChunks(Session session, ChunkPosition last) {
    return session
        .sql(FORGET)
        .bind("user", last.user())
        .bind("connection", last.connection())
        .then();
  }
}
