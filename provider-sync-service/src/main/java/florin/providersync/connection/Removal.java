package florin.providersync.connection;

import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Reply;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import florin.providersync.provider.Providers;
import florin.providersync.vault.KeysAway;
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
 * connection is over for its user all the same; the token is kept until the provider, asked again
 * and again, has confirmed it.
 */
@Component
class Removal {

  private static final Logger log = LoggerFactory.getLogger(Removal.class);

  private final Providers providers;
  private final Vault vault;
  private final Reads reads;
  private final ApiCommands commands;
  private final ConnectionQueries queries;
  private final SyncRequests requests;

  Removal(
      Providers providers,
      Vault vault,
      Reads reads,
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
            .as(caller.user(), session -> queries.one(session, caller.user(), id))
            .switchIfEmpty(Mono.error(() -> ConnectionApi.absent()))
            .doOnNext(row -> caller.demand(row.version()))
            .flatMap(row -> end(caller, row));
    return commands.runLeased(
        caller, Void.class, ended, (unit, confirmed) -> forget(unit, caller, id, confirmed));
  }

  /** Whether the provider has confirmed it. */
  private Mono<Boolean> end(Caller caller, ConnectionRow row) {
    if (row.state().equals("removed")) {
      return Mono.just(true);
    }
    return vault
        .open(caller.user(), row.id(), Vault.Use.REMOVAL)
        .flatMap(token -> end(caller, row, token, true))
        .onErrorResume(KeysAway.class, away -> Mono.just(unconfirmed(row, away)));
  }

  /**
   * @param again whether another token may be tried: while this one was under way the worker may
   *     have exchanged it, and an item must not stay behind under the new one
   */
  private Mono<Boolean> end(Caller caller, ConnectionRow row, AccessToken token, boolean again) {
    return providers
        .named(row.provider())
        .remove(token)
        .thenReturn(true)
        .onErrorResume(
            ProviderFailure.class,
            failure ->
                failure.is(Kind.GONE) && again
                    ? replaced(caller, row, token)
                    : Mono.just(failure.is(Kind.GONE) || unconfirmed(row, failure)));
  }

  private Mono<Boolean> replaced(Caller caller, ConnectionRow row, AccessToken gone) {
    return vault
        .open(caller.user(), row.id(), Vault.Use.REMOVAL)
        .filter(token -> !token.reveal().equals(gone.reveal()))
        .flatMap(token -> end(caller, row, token, false))
        .defaultIfEmpty(true);
  }

  private static boolean unconfirmed(ConnectionRow row, RuntimeException why) {
    log.warn("{} is not ended at {} yet: {}", row.id(), row.provider(), why.getMessage());
    return false;
  }

  private Mono<Reply<Void>> forget(UnitOfWork unit, Caller caller, UUID id, boolean confirmed) {
    return unit.load(Connection.DECIDER, Connection.stream(caller.user(), id))
        .flatMap(
            loaded ->
                loaded.state() instanceof Connection.Live
                    ? forget(unit, caller, loaded, confirmed)
                    : Mono.just(Reply.noContent()));
  }

  private Mono<Reply<Void>> forget(
      UnitOfWork unit, Caller caller, Loaded<Connection> loaded, boolean confirmed) {
    UUID id = loaded.stream().id();
    var command = new ConnectionCommand.Remove(id, "removed-by-user", caller.change().at());
    unit.decide(Connection.DECIDER, loaded, command, caller.change());
    Mono<Void> over =
        confirmed
            ? vault
                .destroy(unit.session(), id)
                .then(Mono.defer(() -> requests.close(unit.session(), caller.user(), id)))
            : requests.retire(unit.session(), caller.user(), id);
    return over.thenReturn(Reply.noContent());
  }
}
