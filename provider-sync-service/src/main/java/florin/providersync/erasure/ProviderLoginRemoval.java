package florin.providersync.erasure;

import florin.journal.database.Columns;
import florin.journal.database.NonCancellable;
import florin.journal.database.Sessions;
import florin.journal.erasure.ErasureStep;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.Providers;
import florin.providersync.vault.Vault;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends every item of a user at its provider while there is still a token to do it with. An item
 * that is gone there counts as ended; any other failure puts the erasure off, token and all.
 */
@Component
class ProviderLoginRemoval implements ErasureStep {

  private static final String CONNECTIONS =
      """
      select connection_id, provider from work.sync_job
      where user_id = :user and state <> 'closed'
      order by connection_id
      """;

  private final Sessions sessions;
  private final Providers providers;
  private final Vault vault;

  ProviderLoginRemoval(
      @Qualifier("workerSessions") Sessions sessions, Providers providers, Vault vault) {
    this.sessions = sessions;
    this.providers = providers;
    this.vault = vault;
  }

  private record Linked(UUID connection, String provider) {}

  @Override
  public Mono<Void> before(UUID user) {
    return connections(user)
        .flatMapMany(Flux::fromIterable)
        .concatMap(linked -> ended(user, linked))
        .then();
  }

  private Mono<List<Linked>> connections(UUID user) {
    return NonCancellable.run(
        sessions.transaction(
            "begin read only",
            session ->
                session
                    .sql(CONNECTIONS)
                    .bind("user", user)
                    .map(
                        row ->
                            new Linked(
                                Columns.uuid(row, "connection_id"), Columns.text(row, "provider")))
                    .all()
                    .collectList()));
  }

  private Mono<Void> ended(UUID user, Linked linked) {
    return vault
        .open(user, linked.connection(), Vault.Use.REMOVAL)
        .flatMap(token -> providers.named(linked.provider()).remove(token))
        .onErrorResume(ProviderLoginRemoval::isGone, _ -> Mono.empty());
  }

  private static boolean isGone(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(FailureType.GONE);
  }
}
