package florin.providersync.sync;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.NonCancellable;
import florin.journal.database.Sessions;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.request.SyncRequests;
import florin.providersync.sync.job.LeaseLost;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Exchanges access tokens for new ones at the provider. The response invalidates the old token, and
 * contains the only copy of the new one until it is committed (Plaid documentation, {@code
 * /item/access_token/invalidate}). Therefore the worker with the connection's lease does it,
 * between two readings, after committing that it has begun. A worker that finds a rotation begun
 * checks with the provider whether the stored token still works; if not, the connection needs a new
 * login by its user.
 */
@Component
class TokenRotation {

  private static final Logger log = LoggerFactory.getLogger(TokenRotation.class);
  private static final String BEGUN = "begun";
  private static final int TRIES = 10;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final String WANT =
      """
      update work.sync_job
      set rotation = 'wanted', requested = requested + 1, due_at = greatest(not_before, least(due_at, clock_timestamp()))
      where state = 'active' and rotation is null and (:connection::uuid is null or connection_id = :connection)
      """;

  private static final String STATE =
      """
      select count(*) filter (where rotation = 'wanted') as wanted,
          count(*) filter (where rotation = 'begun') as begun
      from work.sync_job where state <> 'closed'
      """;

  private static final String BEGIN =
      "update work.sync_job set rotation = 'begun' where connection_id = :connection and epoch ="
          + " :epoch";

  private static final String AGAIN =
      "update work.sync_job set rotation = 'wanted' where connection_id = :connection and epoch ="
          + " :epoch";

  private static final String END =
      "update work.sync_job set rotation = null where user_id = :user and connection_id ="
          + " :connection";

  private final Commands commands;
  private final Vault vault;
  private final SyncRequests requests;
  private final Sessions sessions;
  private final Clock clock;

  TokenRotation(
      Commands commands,
      Vault vault,
      SyncRequests requests,
      @Qualifier("workerSessions") Sessions sessions,
      Clock clock) {
    this.commands = commands;
    this.vault = vault;
    this.requests = requests;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * The number of connections that still need a new token.
   *
   * @param begun connections whose exchange has begun with unknown result
   */
  record State(long wanted, long begun) {}

  Mono<State> state() {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql(STATE)
                .map(row -> new State(Columns.number(row, "wanted"), Columns.number(row, "begun")))
                .one());
  }

  /**
   * Wants a new token of one connection, or of all whose login works.
   *
   * @return how many
   */
  Mono<Long> request(@Nullable UUID connection) {
    return NonCancellable.run(
            sessions.transaction(
                "begin",
                session -> {
                  var statement = session.sql(WANT);
                  return (connection == null
                          ? statement.bindNull("connection", UUID.class)
                          : statement.bind("connection", connection))
                      .fetch()
                      .rowsUpdated();
                }))
        .doOnNext(_ -> requests.signal());
  }

  /**
   * The token to use from now on: a new one, if a rotation was requested.
   *
   * @throws ProviderFailure if the provider refuses the old token
   */
  Mono<AccessToken> rotateIfWanted(LeasedJob leasedJob, Provider provider, AccessToken token) {
    if (leasedJob.rotation().isEmpty() || leasedJob.paused()) {
      return Mono.just(token);
    }
    Mono<Void> known =
        leasedJob.rotation().equals(Optional.of(BEGUN))
            ? demandWorks(provider, token)
            : Mono.empty();
    Mono<AccessToken> exchange =
        provider
            .rotate(token)
            .flatMap(fresh -> storeToken(leasedJob, provider, fresh))
            .onErrorResume(
                ProviderFailure.class, failure -> keepToken(leasedJob, provider, token, failure));
    return known
        .then(Mono.defer(() -> updateState(leasedJob, BEGIN)))
        .then(NonCancellable.run(exchange));
  }

  private static Mono<Void> demandWorks(Provider provider, AccessToken token) {
    return provider
        .item(token)
        .flatMap(
            providerLogin ->
                providerLogin
                    .failure()
                    .filter(failure -> failure.is(FailureType.GONE))
                    .<Mono<Void>>map(Mono::error)
                    .orElse(Mono.empty()));
  }

  private Mono<Void> updateState(LeasedJob leasedJob, String statement) {
    return NonCancellable.run(
            sessions.transaction(
                "begin",
                session ->
                    session
                        .sql(statement)
                        .bind("connection", leasedJob.connection())
                        .bind("epoch", leasedJob.epoch())
                        .fetch()
                        .rowsUpdated()))
        .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new LeaseLost(leasedJob)));
  }

  /**
   * Stores the token whether or not the lease is still held: there is no other copy. If the
   * connection was removed meanwhile, the item is removed with it.
   */
  private Mono<AccessToken> storeToken(LeasedJob leasedJob, Provider provider, AccessToken fresh) {
    return commands
        .run(leasedJob.user(), unit -> store(unit, leasedJob, fresh))
        .retryWhen(
            Retry.backoff(TRIES, PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .filter(thrown -> !(thrown instanceof Rejection)))
        .doOnError(
            lost ->
                log.error("the new token of connection {} is lost", leasedJob.connection(), lost))
        .onErrorResume(Rejection.class, erased -> provider.remove(fresh).then(Mono.error(erased)))
        .flatMap(live -> live ? Mono.just(fresh) : Mono.error(new LeaseLost(leasedJob)));
  }

  private Mono<Boolean> store(UnitOfWork unit, LeasedJob leasedJob, AccessToken fresh) {
    unit.beforeCommit(
        session ->
            session
                .sql(END)
                .bind("user", leasedJob.user())
                .bind("connection", leasedJob.connection())
                .then());
    return vault
        .replace(unit.session(), leasedJob.user(), leasedJob.connection(), fresh)
        .zipWith(
            Mono.defer(
                () ->
                    unit.load(
                        Connection.DECIDER,
                        Connection.stream(leasedJob.user(), leasedJob.connection()))))
        .flatMap(both -> recordRotation(unit, leasedJob, both.getT1(), both.getT2()));
  }

  private Mono<Boolean> recordRotation(
      UnitOfWork unit, LeasedJob leasedJob, int version, LoadedStream<Connection> loadedStream) {
    if (!(loadedStream.state() instanceof Connection.Live)) {
      return requests
          .scheduleEnd(unit.session(), leasedJob.user(), leasedJob.connection())
          .thenReturn(false);
    }
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    unit.decide(
        Connection.DECIDER,
        loadedStream,
        new ConnectionCommand.RotateToken(leasedJob.connection(), version, at),
        Change.by(Actor.PROVIDER, leasedJob.user(), at));
    return Mono.just(true);
  }

  /**
   * The provider did not exchange it, or the response was lost. A login that still works is used.
   */
  private Mono<AccessToken> keepToken(
      LeasedJob leasedJob, Provider provider, AccessToken token, ProviderFailure failure) {
    log.warn("connection {} keeps its token: {}", leasedJob.connection(), failure.getMessage());
    return demandWorks(provider, token)
        .then(
            Mono.defer(
                () -> isRetryable(failure) ? updateState(leasedJob, AGAIN) : giveUp(leasedJob)))
        .thenReturn(token);
  }

  private static boolean isRetryable(ProviderFailure failure) {
    return switch (failure.kind()) {
      case RETRY, RATE_LIMITED, INSTITUTION_DOWN, RESTART, RESYNC -> true;
      case NEEDS_USER, GONE, SKIP, REFUSED, OPERATOR, UNFIT -> false;
    };
  }

  private Mono<Void> giveUp(LeasedJob leasedJob) {
    return commands.run(
        leasedJob.user(),
        unit ->
            unit.session()
                .sql(END)
                .bind("user", leasedJob.user())
                .bind("connection", leasedJob.connection())
                .then());
  }
}
