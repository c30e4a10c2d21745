package florin.providersync.connection;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.DatabaseReads;
import florin.journal.database.NonCancellable;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.providersync.provider.ExchangedToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.request.SyncRequests;
import florin.providersync.vault.KeysUnavailable;
import florin.providersync.vault.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Items between the exchange of a public token and the commit of their connection.
 *
 * <p>The first commit after an exchange stores the access token, either with the connection that
 * holds the item already, which is a repair, or under the id of the connection to be, with a job in
 * state {@code exchanged}. The commit of the connection takes that job over. If it fails, {@link
 * #abandon} ends the item at the provider; if the process ends before that, the job becomes due and
 * a sync worker does the same. The unique index on the jobs' items decides between a connection and
 * a removal of the same item, so no item that a connection holds is ever removed.
 *
 * <p>Open for tests.
 */
@Component
public class ExchangedItems {

  private static final Logger log = LoggerFactory.getLogger(ExchangedItems.class);

  /** Longer than the calls to the provider between the exchange and the commit may take. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  /** The client gets an answer after this; the token is stored later all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int TRIES = 60;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private static final String HOLDER =
      """
      select connection_id, state from work.sync_job
      where user_id = :user and provider = :provider and external_item_id = :item and state <> 'closed'
      """;

  private static final String HELD =
      """
      select exists (
        select from work.sync_job
        where provider = :provider and external_item_id = :item and state <> 'closed') as held
      """;

  private static final String RESERVE =
      """
      insert into work.sync_job (connection_id, user_id, provider, external_item_id, state, due_at)
      values (:connection, :user, :provider, :item, 'exchanged', clock_timestamp() + :grace * interval '1 millisecond')
      on conflict do nothing
      """;

  private static final String ABANDON =
      """
      update work.sync_job
      set state = 'removing', due_at = clock_timestamp() + :grace * interval '1 millisecond'
      where user_id = :user and connection_id = :connection and state = 'exchanged'
      """;

  /** While the removal below is tried; after this a worker tries it. */
  private static final Duration REMOVAL = Duration.ofSeconds(30);

  private final Commands commands;
  private final DatabaseReads reads;
  private final Sessions workers;
  private final Vault vault;
  private final SyncRequests requests;

  public ExchangedItems(
      Commands commands,
      DatabaseReads reads,
      @Qualifier("workerSessions") Sessions workers,
      Vault vault,
      SyncRequests requests) {
    this.commands = commands;
    this.reads = reads;
    this.workers = workers;
    this.vault = vault;
    this.requests = requests;
  }

  /**
   * An item whose token is stored.
   *
   * @param connection that holds it, or the id of the connection to be
   * @param repaired whether a connection of the user held it before
   */
  public record Stored(UUID connection, ExchangedToken exchanged, boolean repaired) {}

  /** The job of an item that is not closed. */
  private record Holder(UUID connection, String state) {
    boolean live() {
      return state.equals("active") || state.equals("paused");
    }
  }

  /**
   * The result of the exchange of an item that is held already.
   *
   * @param renewed whether the access token is another one than before
   * @param works whether the provider reports no failure
   */
  private record Found(boolean renewed, boolean works) {}

  /**
   * Exchanges a public token and stores the result.
   *
   * @throws Rejection {@code link-again} if the item is being linked or removed, {@code
   *     linked-by-another-user}, {@code unavailable} if it could not be stored in time
   * @throws ProviderFailure if the provider did not exchange it
   */
  public Mono<Stored> exchange(Caller caller, Provider provider, String publicToken) {
    return provider
        .exchange(publicToken)
        .flatMap(exchangedToken -> stored(caller, provider, exchangedToken));
  }

  private Mono<Stored> stored(Caller caller, Provider provider, ExchangedToken exchangedToken) {
    Mono<Stored> storing =
        Mono.defer(() -> found(caller, provider, exchangedToken))
            .flatMap(
                found ->
                    commands.run(
                        caller.user(),
                        unit -> store(unit, caller, provider, exchangedToken, found)))
            .retryWhen(
                Retry.backoff(TRIES, PAUSE)
                    .maxBackoff(LONGEST_PAUSE)
                    .filter(thrown -> !(thrown instanceof Rejection)));
    Mono<Stored> kept =
        NonCancellable.run(
            storing.onErrorResume(
                failed -> removedUnlessHeld(provider, exchangedToken).then(Mono.error(failed))));
    return kept.timeout(PATIENCE)
        .onErrorMap(
            failed -> failed instanceof TimeoutException || failed instanceof KeysUnavailable,
            _ -> new Rejection("unavailable", "The login could not be stored in time."));
  }

  // The connection that holds the item.

  private Mono<Optional<Found>> found(
      Caller caller, Provider provider, ExchangedToken exchangedToken) {
    return reads
        .read(caller.user(), session -> holder(session, caller.user(), provider, exchangedToken))
        .flatMap(
            holder ->
                holder.filter(Holder::live).isPresent()
                    ? examined(caller.user(), holder.get(), provider, exchangedToken)
                        .map(Optional::of)
                    : Mono.just(Optional.empty()));
  }

  private Mono<Found> examined(
      UUID user, Holder holder, Provider provider, ExchangedToken exchangedToken) {
    Mono<Boolean> renewed =
        vault
            .open(user, holder.connection(), Vault.Use.REPAIR)
            .map(token -> !token.reveal().equals(exchangedToken.token().reveal()))
            .defaultIfEmpty(true);
    Mono<Boolean> works =
        provider
            .item(exchangedToken.token())
            .map(providerLogin -> providerLogin.failure().isEmpty())
            .onErrorReturn(ProviderFailure.class, false);
    return Mono.zip(renewed, works, Found::new);
  }

  private static Mono<Optional<Holder>> holder(
      Session session, UUID user, Provider provider, ExchangedToken exchangedToken) {
    return session
        .sql(HOLDER)
        .bind("user", user)
        .bind("provider", provider.name())
        .bind("item", exchangedToken.itemId())
        .map(row -> new Holder(Columns.uuid(row, "connection_id"), Columns.text(row, "state")))
        .one()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  // The first commit.

  private Mono<Stored> store(
      UnitOfWork unit,
      Caller caller,
      Provider provider,
      ExchangedToken exchangedToken,
      Optional<Found> found) {
    return holder(unit.session(), caller.user(), provider, exchangedToken)
        .flatMap(
            holder ->
                holder.isEmpty()
                    ? reserve(unit.session(), caller.user(), provider, exchangedToken)
                    : holder.get().live()
                        ? repair(unit, caller, holder.get().connection(), exchangedToken, found)
                        : Mono.error(busy()));
  }

  private Mono<Stored> reserve(
      Session session, UUID user, Provider provider, ExchangedToken exchangedToken) {
    UUID connection = Ids.next();
    return session
        .sql(RESERVE)
        .bind("connection", connection)
        .bind("user", user)
        .bind("provider", provider.name())
        .bind("item", exchangedToken.itemId())
        .bind("grace", GRACE.toMillis())
        .fetch()
        .rowsUpdated()
        .flatMap(
            rows ->
                rows == 1
                    ? vault.put(session, user, connection, exchangedToken.token())
                    : Mono.error(anothers()))
        .thenReturn(new Stored(connection, exchangedToken, false));
  }

  private Mono<Stored> repair(
      UnitOfWork unit,
      Caller caller,
      UUID connection,
      ExchangedToken exchangedToken,
      Optional<Found> found) {
    Mono<Optional<Integer>> version =
        found.map(Found::renewed).orElse(true)
            ? vault
                .replace(unit.session(), caller.user(), connection, exchangedToken.token())
                .map(Optional::of)
            : Mono.just(Optional.empty());
    return version
        .zipWith(
            Mono.defer(
                () -> unit.load(Connection.DECIDER, Connection.stream(caller.user(), connection))))
        .doOnNext(
            both ->
                decide(
                    unit,
                    caller.newChange(),
                    both.getT2(),
                    both.getT1(),
                    found.map(Found::works).orElse(false)))
        .then(Mono.defer(() -> requests.repaired(unit.session(), caller.user(), connection)))
        .thenReturn(new Stored(connection, exchangedToken, true));
  }

  private static void decide(
      UnitOfWork unit,
      Change change,
      LoadedStream<Connection> loadedStream,
      Optional<Integer> version,
      boolean works) {
    UUID connection = loadedStream.stream().id();
    LoadedStream<Connection> renewed =
        version
            .map(
                number ->
                    unit.decide(
                        Connection.DECIDER,
                        loadedStream,
                        new ConnectionCommand.RotateToken(connection, number, change.at()),
                        change))
            .orElse(loadedStream);
    if (works) {
      var repair = new ConnectionCommand.Repair(connection, change.at());
      unit.decide(Connection.DECIDER, renewed, repair, change);
    }
  }

  private static Rejection busy() {
    return new Rejection(
        "link-again",
        "publicToken: its login is being linked or removed by another request (expected: a login"
            + " that is linked or is not)",
        "/publicToken");
  }

  private static Rejection anothers() {
    return new Rejection(
        "linked-by-another-user",
        "publicToken: its login is linked by another user (expected: a login that nobody else"
            + " linked)",
        "/publicToken");
  }

  // The linking did not commit.

  /**
   * Removes an item at the provider whose connection was not committed. Has no effect if it was
   * committed, whatever the client was answered; a failure is retried by a sync worker.
   */
  public Mono<Void> abandon(Caller caller, Provider provider, Stored stored) {
    return commands
        .run(caller.user(), unit -> abandoned(unit.session(), caller.user(), stored.connection()))
        .filter(rows -> rows == 1)
        .flatMap(_ -> provider.remove(stored.exchanged().token()).thenReturn(true))
        .flatMap(_ -> commands.run(caller.user(), unit -> ended(unit, caller, stored)))
        .onErrorResume(
            failed -> {
              log.warn(
                  "item {} is not ended at {} yet: {}",
                  stored.exchanged().itemId(),
                  provider.name(),
                  failed.toString());
              return Mono.empty();
            });
  }

  private static Mono<Long> abandoned(Session session, UUID user, UUID connection) {
    return session
        .sql(ABANDON)
        .bind("user", user)
        .bind("connection", connection)
        .bind("grace", REMOVAL.toMillis())
        .fetch()
        .rowsUpdated();
  }

  private Mono<Void> ended(UnitOfWork unit, Caller caller, Stored stored) {
    return vault
        .destroy(unit.session(), stored.connection())
        .then(
            Mono.defer(() -> requests.endJob(unit.session(), caller.user(), stored.connection())));
  }

  /** The last resort for a token that could not be stored, such as that of an erased user. */
  private Mono<Void> removedUnlessHeld(Provider provider, ExchangedToken exchangedToken) {
    return workers
        .transaction("begin read only", session -> held(session, provider, exchangedToken))
        .filter(held -> !held)
        .flatMap(_ -> provider.remove(exchangedToken.token()))
        .doOnError(
            failed ->
                log.error(
                    "item {} stays at {} without a connection",
                    exchangedToken.itemId(),
                    provider.name(),
                    failed))
        .onErrorComplete();
  }

  private static Mono<Boolean> held(
      Session session, Provider provider, ExchangedToken exchangedToken) {
    return session
        .sql(HELD)
        .bind("provider", provider.name())
        .bind("item", exchangedToken.itemId())
        .map(row -> Columns.bool(row, "held"))
        .one();
  }
}
