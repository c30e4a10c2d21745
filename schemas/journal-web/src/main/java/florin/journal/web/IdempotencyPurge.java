package florin.journal.web;

import florin.journal.database.Session;
import florin.journal.database.Sessions;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Forgets stored answers when no client can still be repeating its request. Takes no household
 * lock: no command waits for it, and a row that a command holds is left for the next run.
 */
public final class IdempotencyPurge {

  private static final int BATCH = 1_000;

  private static final String PURGE =
      """
      with old as (
        select user_id, method, route, key from journal.idempotency
        where created_at < clock_timestamp() - :kept::interval
          and (lease_until is null or lease_until < clock_timestamp())
        order by created_at limit :batch
        for update skip locked)
      delete from journal.idempotency i using old
      where i.user_id = old.user_id and i.method = old.method and i.route = old.route and i.key = old.key
      """;

  private final Sessions sessions;
  private final Duration kept;

  /**
   * @param sessions of a role that sees every user's rows
   */
  public IdempotencyPurge(Sessions sessions, Duration kept) {
    this.sessions = sessions;
    this.kept = kept;
  }

  /** Forgets all that are old enough. */
  public Mono<Void> purge() {
    return batch().repeat().takeUntil(purged -> purged < BATCH).then();
  }

  private Mono<Long> batch() {
    return sessions.transaction("begin", this::batch);
  }

  private Mono<Long> batch(Session session) {
    return session
        .sql(PURGE)
        .bind("kept", kept.toMillis() + " milliseconds")
        .bind("batch", BATCH)
        .fetch()
        .rowsUpdated();
  }
}
