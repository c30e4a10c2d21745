package florin.journal;

import florin.journal.database.HouseholdQueue;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Runs commands: gate, household lock, load, decide, views, journal lock, append, commit, in this
 * order, one transaction each. A command that has begun goes on when its client leaves.
 */
public final class Commands {

  /** The default time that a request waits for a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** One that works and one that is ready when it is done. */
  private static final int HOUSEHOLD_CONNECTIONS = 2;

  private final Sessions sessions;
  private final Journal journal;
  private final List<Projection> projections;
  private final CommitSignal commitSignal;
  private final HouseholdQueue householdQueue;

  public Commands(
      Sessions sessions, Journal journal, List<Projection> projections, CommitSignal commitSignal) {
    this(sessions, journal, projections, commitSignal, PATIENCE);
  }

  /**
   * @param patience how long a command waits behind others of its household before it fails with
   *     {@link java.util.concurrent.TimeoutException}
   */
  public Commands(
      Sessions sessions,
      Journal journal,
      List<Projection> projections,
      CommitSignal commitSignal,
      Duration patience) {
    this.householdQueue = new HouseholdQueue(HOUSEHOLD_CONNECTIONS, patience);
    this.sessions = sessions;
    this.journal = journal;
    this.projections = projections;
    this.commitSignal = commitSignal;
  }

  /**
   * Runs one command of one household. When the returned value arrives, its events and views are
   * committed.
   *
   * @throws Rejection from a decider, or {@code user-erased}
   * @throws Conflict if the stream moved
   */
  public <T> Mono<T> run(UUID user, Function<UnitOfWork, Mono<T>> body) {
    Mono<T> command = Mono.defer(() -> sessions.command(user, session -> work(session, body)));
    return NonCancellable.run(
        householdQueue.enqueue(user, command).doOnSuccess(_ -> commitSignal.signal()));
  }

  /**
   * The body and the views, inside a transaction that the caller opened and commits; the events are
   * appended as it commits, unless the unit has statements to run after them.
   */
  public <T> Mono<T> work(Session session, Function<UnitOfWork, Mono<T>> body) {
    return Mono.defer(
        () -> {
          UnitOfWork unit = new UnitOfWork(session, journal, projections);
          return body.apply(unit)
              .map(java.util.Optional::of)
              .defaultIfEmpty(java.util.Optional.empty())
              .flatMap(result -> flush(session, unit).then(Mono.justOrEmpty(result)));
        });
  }

  private Mono<Void> flush(Session session, UnitOfWork unit) {
    return unit.project()
        .then(
            Mono.defer(
                () ->
                    unit.hasLastStatements()
                        ? journal.append(session, unit.pending()).then(Mono.defer(unit::finish))
                        : journal.appendWithCommit(session, unit.pending())));
  }

  /** The number of households with a running or waiting command; for tests. */
  int busyHouseholds() {
    return householdQueue.active();
  }

  /** Tells the relay that something was appended. */
  public void wake() {
    commitSignal.signal();
  }
}
