package florin.journal.database;

import florin.journal.operation.OperationProblem;
import florin.journal.stream.Rejection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * The lock by which rebuild, replay and erasure exclude each other, across processes. It belongs to
 * a connection: when the process dies, so does its claim.
 */
public final class MaintenanceLock {

  private final ConnectionFactory owner;

  public MaintenanceLock(ConnectionFactory owner) {
    this.owner = owner;
  }

  /**
   * Runs the work while holding the maintenance lock.
   *
   * @throws Rejection {@code maintenance-running}
   */
  public <T> Mono<T> withLock(Mono<T> work) {
    return Mono.usingWhen(
        owner.create(),
        connection ->
            tryLock(connection)
                .flatMap(
                    held ->
                        held
                            ? work
                            : Mono.error(
                                new Rejection(
                                    OperationProblem.MAINTENANCE_RUNNING,
                                    "A rebuild, a replay or an erasure is running."))),
        MaintenanceLock::release);
  }

  private static Mono<Boolean> tryLock(Connection connection) {
    return Flux.from(connection.createStatement(Locks.tryMaintenance()).execute())
        .concatMap(
            result -> result.map(row -> Boolean.TRUE.equals(row.get("locked", Boolean.class))))
        .single();
  }

  /** Whoever was refused gives back what it does not hold, which the database only remarks upon. */
  private static Mono<Void> release(Connection connection) {
    return Flux.from(connection.createStatement(Locks.endMaintenance()).execute())
        .concatMap(result -> result.map((_, _) -> true))
        .then()
        .onErrorComplete()
        .then(Mono.from(connection.close()));
  }

  /** When the database was away, work goes on where it was. */
  public static RetryBackoffSpec retryWhenUnavailable() {
    return retryWhenUnavailable(TransientErrors::isTransient);
  }

  /** The same, but waits for the lock if another process holds it, as interrupted work does. */
  public static RetryBackoffSpec retryUntilLocked() {
    return retryWhenUnavailable(
        failure -> failure instanceof Rejection || TransientErrors.isTransient(failure));
  }

  private static RetryBackoffSpec retryWhenUnavailable(Predicate<Throwable> passes) {
    return Retry.backoff(Long.MAX_VALUE, Duration.ofSeconds(1))
        .maxBackoff(Duration.ofSeconds(10))
        .filter(passes);
  }
}
