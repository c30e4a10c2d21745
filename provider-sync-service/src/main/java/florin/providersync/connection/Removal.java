package florin.providersync.connection;

import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Reply;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import florin.providersync.provider.Providers;
import florin.providersync.vault.Vault;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Ends a connection: first at the provider, then here, so that nothing is left there that costs
 * money. If the provider does not answer nothing has happened and the client may try again; an item
 * that is gone there counts as ended.
 */
@Component
class Removal {

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
    Mono<ConnectionRow> ended =
        reads
            .as(caller.user(), session -> queries.one(session, caller.user(), id))
            .switchIfEmpty(Mono.error(() -> ConnectionApi.absent()))
            .doOnNext(row -> caller.demand(row.version()))
            .flatMap(row -> end(caller, row).thenReturn(row));
    return commands.runLeased(caller, Void.class, ended, (unit, _) -> forget(unit, caller, id));
  }

  private Mono<Void> end(Caller caller, ConnectionRow row) {
    Provider provider = providers.named(row.provider());
    return vault
        .open(caller.user(), row.id())
        .flatMap(provider::remove)
        .onErrorResume(Removal::isGone, _ -> Mono.empty())
        .onErrorMap(ProviderFailure.class, Refusals::of);
  }

  private static boolean isGone(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(Kind.GONE);
  }

  private Mono<Reply<Void>> forget(UnitOfWork unit, Caller caller, UUID id) {
    return unit.load(Connection.DECIDER, Connection.stream(caller.user(), id))
        .flatMap(loaded -> forget(unit, caller, loaded));
  }

  private Mono<Reply<Void>> forget(UnitOfWork unit, Caller caller, Loaded<Connection> loaded) {
    UUID id = loaded.stream().id();
    var command = new ConnectionCommand.Remove(id, "removed-by-user", caller.change().at());
    unit.decide(Connection.DECIDER, loaded, command, caller.change());
    return vault
        .destroy(unit.session(), id)
        .then(Mono.defer(() -> requests.close(unit.session(), caller.user(), id)))
        .thenReturn(Reply.noContent());
  }
}
