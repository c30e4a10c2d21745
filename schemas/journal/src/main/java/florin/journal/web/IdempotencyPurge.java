package florin.journal.web;

import florin.journal.Session;
import florin.journal.Sessions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Forgets stored answers when no client can still be repeating its request. Takes no household
 * lock: nobody waits for it, and a row that a command has in hand is left for the next time.
 */
public final class IdempotencyPurge implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(IdempotencyPurge.class);
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
  private final Duration every;
  private volatile @Nullable Disposable loop;

  /**
   * @param sessions of a role that sees every user's rows
   */
  public IdempotencyPurge(Sessions sessions, Duration kept, Duration every) {
    this.sessions = sessions;
    this.kept = kept;
    this.every = every;
  }

  @Override
  public void start() {
    loop =
        Flux.interval(Duration.ZERO, every)
            .onBackpressureDrop()
            .concatMap(_ -> purge())
            .subscribe();
  }

  private Mono<Void> purge() {
    return batch()
        .repeat()
        .takeUntil(purged -> purged < BATCH)
        .then()
        .doOnError(failure -> log.warn("stored answers are purged later: {}", failure.toString()))
        .onErrorComplete();
  }

  private Mono<Long> batch() {
    return sessions.in("begin", this::batch);
  }

  private Mono<Long> batch(Session session) {
    return session
        .sql(PURGE)
        .bind("kept", kept.toMillis() + " milliseconds")
        .bind("batch", BATCH)
        .fetch()
        .rowsUpdated();
  }

  @Override
  public void stop() {
    Disposable running = loop;
    if (running != null) {
      running.dispose();
      loop = null;
    }
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }
}
