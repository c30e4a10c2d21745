package florin.journal.database;

import florin.journal.stream.Rejection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
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
    return transaction("begin read only; " + setUser(user) + demandNotErased(user), body);
  }

  /**
   * A transaction of one user under the gate and the household lock; registers the user if need be.
   */
  public <T> Mono<T> command(UUID user, Function<Session, Mono<T>> body) {
    String begin =
        "begin; "
            + setUser(user)
            + locks(user)
            + demandNotErased(user)
            + "insert into mirror.users (user_id, known_since) values ('"
            + user
            + "', clock_timestamp()) on conflict do nothing;";
    return transaction(begin, body);
  }

  /** What a command waits for before it reads anything. */
  public String locks(UUID user) {
    return Locks.sharedGate() + Locks.household(user);
  }

  /** A transaction of no particular user, after the given statements. */
  public <T> Mono<T> transaction(String begin, Function<Session, Mono<T>> body) {
    return Mono.usingWhen(
        connection(),
        connection ->
            begin(connection, begin).then(Mono.defer(() -> body.apply(new Session(connection)))),
        Sessions::commit,
        (connection, _) -> rollBack(connection),
        Sessions::rollBack);
  }

  /** A database that gives no connection is away, whatever it says: never the work's own fault. */
  private Mono<? extends Connection> connection() {
    return Mono.from(pool.create())
        .onErrorMap(
            failure -> new DataAccessResourceFailureException("no database connection", failure));
  }

  private static Mono<Void> commit(Connection connection) {
    return Mono.from(connection.commitTransaction())
        .onErrorResume(failed -> rollBack(connection).then(Mono.error(failed)))
        .then(Mono.defer(() -> Mono.from(connection.close())));
  }

  /**
   * Says so to the database whatever the driver believes: a failure within the message that began
   * the transaction arrives before the driver knows that there is one, and its own rollback would
   * then give back a connection that is still in it.
   */
  private static Mono<Void> rollBack(Connection connection) {
    return Flux.from(connection.createStatement("rollback").execute())
        .concatMap(Result::getRowsUpdated)
        .onErrorComplete()
        .then(Mono.from(connection.close()));
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

  private static String demandNotErased(UUID user) {
    return "select exists (select from mirror.erased_user where user_id = '"
        + user
        + "') as "
        + ERASED
        + "; ";
  }
}
