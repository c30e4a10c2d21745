package florin.journal.database;

import florin.journal.stream.Rejection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens transactions on one pool. {@code begin} and everything that must come before the work
 * travel as one message, one round trip; within it every statement sees what committed before that
 * statement (READ COMMITTED). Open, so that tests can put a wrong one in its place.
 */
public class Sessions {

  private static final String ERASED = "erased";

  private final ConnectionFactory pool;

  public Sessions(ConnectionFactory pool) {
    this.pool = pool;
  }

  /** A read-only transaction of one user. */
  public <T> Mono<T> readOnly(UUID user, Function<Session, Mono<T>> body) {
    return transaction(
        "begin read only; " + setUser(user) + erased("journal.is_erased", user), body);
  }

  /**
   * The rows that a user's query reads in one state of the database: its statements see what had
   * committed when the transaction began, and nothing after it. The transaction ends with the last
   * row, or when the rows are no longer wanted.
   */
  public <T> Flux<T> snapshot(UUID user, Function<Session, Flux<T>> body) {
    return Flux.usingWhen(
        connection().map(Session::new),
        session ->
            begin(
                    session.connection(),
                    "begin isolation level repeatable read read only; "
                        + setUser(user)
                        + erased("journal.is_erased", user))
                .thenMany(Flux.defer(() -> body.apply(session))),
        session -> rollBack(session.connection()),
        (session, _) -> rollBack(session.connection()),
        session -> rollBack(session.connection()));
  }

  /**
   * A transaction of one user under the gate and the household lock; registers the user if need be.
   */
  public <T> Mono<T> command(UUID user, Function<Session, Mono<T>> body) {
    return transaction(
        "begin; " + setUser(user) + locks(user) + erased("journal.admit", user), body);
  }

  /** The locks that a command takes before it reads. */
  public String locks(UUID user) {
    return Locks.sharedGate() + Locks.household(user);
  }

  /** A transaction of no particular user, after the given statements. */
  public <T> Mono<T> transaction(String begin, Function<Session, Mono<T>> body) {
    return Mono.usingWhen(
        connection().map(Session::new),
        session ->
            begin(session.connection(), begin)
                .then(Mono.defer(() -> body.apply(session)))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(result -> commit(session).then(Mono.justOrEmpty(result))),
        session -> Mono.from(session.connection().close()),
        (session, _) -> rollBack(session.connection()),
        session -> rollBack(session.connection()));
  }

  /**
   * A failure to get a connection counts as an unavailable database, never as a failure of the
   * work.
   */
  private Mono<Connection> connection() {
    return Mono.<Connection>from(pool.create())
        .onErrorMap(
            failure -> new DataAccessResourceFailureException("no database connection", failure));
  }

  private static Mono<Void> commit(Session session) {
    return session.withCommit().isEmpty()
        ? Mono.from(session.connection().commitTransaction())
        : commitTogether(session);
  }

  /**
   * The last statements and the commit, sent at once. The server executes nothing after the
   * condition if it fails, whatever the reason why one of the others had no effect.
   */
  private static Mono<Void> commitTogether(Session session) {
    List<Mono<Void>> all = new ArrayList<>(session.withCommit());
    all.add(execute(session.connection(), session.commitCondition() + "commit"));
    return Flux.mergeSequential(all.stream().map(Sessions::failure).toList())
        .collectList()
        .flatMap(
            failures -> Mono.justOrEmpty(failures.stream().flatMap(Optional::stream).findFirst()))
        .flatMap(Mono::error);
  }

  /** Of several failures the first is the cause: what follows it fails in its transaction. */
  private static Mono<Optional<Throwable>> failure(Mono<Void> statement) {
    return statement
        .thenReturn(Optional.<Throwable>empty())
        .onErrorResume(failed -> Mono.just(Optional.of(failed)));
  }

  private static Mono<Void> execute(Connection connection, String statements) {
    return Flux.from(connection.createStatement(statements).execute())
        .concatMap(Result::getRowsUpdated)
        .then();
  }

  /**
   * Says so to the database whatever the driver believes: a failure within the message that began
   * the transaction arrives before the driver knows that there is one, and its own rollback would
   * then give back a connection that is still in it.
   */
  private static Mono<Void> rollBack(Connection connection) {
    return execute(connection, "rollback").onErrorComplete().then(Mono.from(connection.close()));
  }

  private static Mono<Void> begin(Connection connection, String statements) {
    return Flux.from(connection.createStatement(statements).execute())
        .concatMap(
            result ->
                result.map(
                    (row, columns) ->
                        columns.contains(ERASED)
                            && Boolean.TRUE.equals(row.get(ERASED, Boolean.class))))
        .any(Boolean.TRUE::equals)
        .flatMap(
            erased ->
                erased
                    ? Mono.error(new Rejection("user-erased", "This user was erased."))
                    : Mono.empty());
  }

  private static String setUser(UUID user) {
    return "select set_config('app.user_id', '" + user + "', true); ";
  }

  private static String erased(String function, UUID user) {
    return "select " + function + "('" + user + "') as " + ERASED + "; ";
  }
}
