package florin.providersync.connection;

import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.LoadedStream;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.Providers;
import florin.providersync.request.SyncRequests;
import florin.providersync.vault.KeysUnavailable;
import florin.providersync.vault.Vault;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Ends a connection: first at the provider, then here, so that nothing is left there that costs
 * money. An item that is gone there counts as ended. If the provider does not confirm it, the
 * connection is over for its user all the same; the token is kept until the provider has confirmed
 * it; the call is repeated until then.
 */
@Component
class ConnectionRemoval {

  private static final Logger log = LoggerFactory.getLogger(ConnectionRemoval.class);

  private final Providers providers;
  private final Vault vault;
  private final DatabaseReads reads;
  private final ApiCommands commands;
  private final ConnectionQueries queries;
  private final SyncRequests requests;

  ConnectionRemoval(
      Providers providers,
      Vault vault,
      DatabaseReads reads,
      ApiCommands commands,
      ConnectionQueries queries,
      SyncRequests requests) {
    this.providers = providers;
    this.vault = vault;
    this.reads = reads;
    this.commands = commands;
    this.queries = queries;
    this.requests = requests;
  }

  Mono<ResponseEntity<Void>> remove(Caller caller, UUID id) {
    Mono<Boolean> ended =
        reads
            .read(caller.user(), session -> queries.one(session, caller.user(), id))
            .switchIfEmpty(Mono.error(() -> ConnectionApi.absent()))
            .doOnNext(row -> caller.demandVersion(row.version()))
            .flatMap(row -> endAtProvider(caller, row));
    return commands.runLeased(
        caller,
        Void.class,
        ended,
        (unit, confirmed) -> removeConnection(unit, caller, id, confirmed));
  }

  /** Whether the provider has confirmed it. */
  private Mono<Boolean> endAtProvider(Caller caller, ConnectionResponse row) {
    if (row.state().equals("removed")) {
      return Mono.just(true);
    }
    return vault
        .open(caller.user(), row.id(), Vault.Use.REMOVAL)
        .flatMap(token -> endAtProvider(caller, row, token, true))
        .onErrorResume(KeysUnavailable.class, away -> Mono.just(onUnconfirmed(row, away)));
  }

  /**
   * @param again whether another token may be tried: while this one was under way the worker may
   *     have exchanged it, and an item must not stay behind under the new one
   */
  private Mono<Boolean> endAtProvider(
      Caller caller, ConnectionResponse row, AccessToken token, boolean again) {
    return providers
        .named(row.provider())
        .remove(token)
        .thenReturn(true)
        .onErrorResume(
            ProviderFailure.class,
            failure ->
                failure.is(FailureType.GONE) && again
                    ? retryWithNewToken(caller, row, token)
                    : Mono.just(failure.is(FailureType.GONE) || onUnconfirmed(row, failure)));
  }

  private Mono<Boolean> retryWithNewToken(Caller caller, ConnectionResponse row, AccessToken gone) {
    return vault
        .open(caller.user(), row.id(), Vault.Use.REMOVAL)
        .filter(token -> !token.reveal().equals(gone.reveal()))
        .flatMap(token -> endAtProvider(caller, row, token, false))
        .defaultIfEmpty(true);
  }

  private static boolean onUnconfirmed(ConnectionResponse row, RuntimeException why) {
    log.warn("{} is not ended at {} yet: {}", row.id(), row.provider(), why.getMessage());
    return false;
  }

  private Mono<CommandResponse<Void>> removeConnection(
      UnitOfWork unit, Caller caller, UUID id, boolean confirmed) {
    return unit.load(Connection.DECIDER, Connection.stream(caller.user(), id))
        .flatMap(
            loadedStream ->
                loadedStream.state() instanceof Connection.Live
                    ? removeConnection(unit, caller, loadedStream, confirmed)
                    : Mono.just(CommandResponse.noContent()));
  }

  private Mono<CommandResponse<Void>> removeConnection(
      UnitOfWork unit, Caller caller, LoadedStream<Connection> loadedStream, boolean confirmed) {
    UUID id = loadedStream.stream().id();
    var command = new ConnectionCommand.Remove(id, "removed-by-user", caller.newChange().at());
    unit.decide(Connection.DECIDER, loadedStream, command, caller.newChange());
    Mono<Void> over =
        confirmed
            ? vault
                .destroy(unit.session(), id)
                .then(Mono.defer(() -> requests.endJob(unit.session(), caller.user(), id)))
            : requests.scheduleEnd(unit.session(), caller.user(), id);
    return over.thenReturn(CommandResponse.noContent());
  }
}
