package florin.transactions.imports;

import florin.journal.database.Columns;
import florin.journal.database.Sessions;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lease of the process that works on an import, in table {@code work.import}. It lapses if the
 * process stops.
 */
@Component
class ImportLease {

  private static final String ACQUIRE =
      """
      update work.import set attempts = attempts + 1, working_until = clock_timestamp() + interval '2 minutes'
      where user_id = :user and id = :id and state = :state
        and (working_until is null or working_until < clock_timestamp())
      returning attempts
      """;

  private static final String RENEW =
      """
      update work.import set working_until = clock_timestamp() + interval '2 minutes'
      where user_id = :user and id = :id
      """;

  private static final String RELEASE =
      """
      update work.import set working_until = null, attempts = case when :progress then 0 else attempts end
      where user_id = :user and id = :id
      """;

  private static final Duration RENEWAL = Duration.ofSeconds(30);

  private final Sessions sessions;

  ImportLease(@Qualifier("workerSessions") Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * How often the work was begun without progress; committed before the work, as that may stop the
   * process. Empty if another process has the lease.
   */
  Mono<Integer> acquire(UUID user, UUID id, String state) {
    return sessions.transaction(
        "begin",
        session ->
            session
                .sql(ACQUIRE)
                .bind("user", user)
                .bind("id", id)
                .bind("state", state)
                .map(row -> Columns.integer(row, "attempts"))
                .one());
  }

  /** Keeps the lease while the work is done. */
  Mono<Void> renewedWhile(UUID user, UUID id, Mono<Void> work) {
    return Flux.interval(RENEWAL)
        .onBackpressureDrop()
        .concatMap(_ -> renew(user, id).onErrorComplete())
        .takeUntilOther(work)
        .then();
  }

  private Mono<Void> renew(UUID user, UUID id) {
    return sessions.transaction(
        "begin", session -> session.sql(RENEW).bind("user", user).bind("id", id).then());
  }

  /**
   * @param progress whether the process went on, so that the attempt does not count
   */
  Mono<Void> release(UUID user, UUID id, boolean progress) {
    return sessions.transaction(
        "begin",
        session ->
            session
                .sql(RELEASE)
                .bind("progress", progress)
                .bind("user", user)
                .bind("id", id)
                .then());
  }
}
