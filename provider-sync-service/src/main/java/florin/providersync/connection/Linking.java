package florin.providersync.connection;

import florin.journal.Detached;
import florin.journal.Ids;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Reply;
import florin.providersync.provider.Exchanged;
import florin.providersync.provider.Item;
import florin.providersync.provider.LinkRequest;
import florin.providersync.provider.LinkToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import florin.providersync.provider.Providers;
import florin.providersync.vault.KeysAway;
import florin.providersync.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * From the provider's dialogue to a connection.
 *
 * <p>A public token works once and an item costs money from its exchange on, so a bank that is
 * linked already is refused before the exchange whenever the browser says which bank it is, and is
 * removed at the provider when it was found out later. Between the exchange and the commit lies
 * nothing but what that needs; a crash there leaves an item that nobody has, and the client, whose
 * token is used up, links again.
 */
@Component
class Linking {

  private static final Logger log = LoggerFactory.getLogger(Linking.class);
  private static final String DEFAULT_PROVIDER = "plaid";
  private static final List<String> DEFAULT_PRODUCTS = List.of("transactions");
  private static final Set<String> PRODUCTS =
      Set.of("transactions", "investments", "liabilities", "recurring_transactions");
  private static final String DUPLICATE = "duplicate-institution";

  private final Providers providers;
  private final Vault vault;
  private final Reads reads;
  private final ApiCommands commands;
  private final ConnectionQueries queries;
  private final SyncRequests requests;

  Linking(
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

  /** A link token; in update mode for a connection that is to be repaired. */
  Mono<LinkToken> begin(Caller caller, ConnectionApi.LinkTokenBody body) {
    Provider provider = provider(body.provider());
    List<String> products = products(body.products());
    LinkRequest fresh = new LinkRequest(caller.user(), products, Optional.empty(), false);
    UUID connection = body.connectionId();
    Mono<LinkToken> token =
        connection == null
            ? provider.linkToken(fresh)
            : repair(caller, provider, connection)
                .onErrorResume(Linking::revoked, _ -> provider.linkToken(fresh));
    return token
        .onErrorMap(ProviderFailure.class, Refusals::of)
        .onErrorMap(KeysAway.class, _ -> Refusals.keysAway());
  }

  private Mono<LinkToken> repair(Caller caller, Provider provider, UUID connection) {
    return reads
        .as(caller.user(), session -> queries.one(session, caller.user(), connection))
        .flatMap(
            row ->
                vault
                    .open(caller.user(), row.id(), Vault.Use.REPAIR)
                    .map(
                        token ->
                            new LinkRequest(
                                caller.user(),
                                List.of(),
                                Optional.of(token),
                                Connection.NEW_ACCOUNTS.equals(row.reason()))))
        .switchIfEmpty(Mono.error(() -> ConnectionApi.absent()))
        .flatMap(provider::linkToken);
  }

  /** A login that was revoked cannot be repaired: the user links anew. */
  private static boolean revoked(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && (failure.is(Kind.GONE) || failure.is(Kind.NEEDS_USER));
  }

  /** What is known of a login that is about to be committed. */
  private record Found(
      Exchanged exchanged,
      Optional<String> institution,
      Optional<String> institutionName,
      List<String> products) {}

  Mono<ResponseEntity<ConnectionRow>> finish(Caller caller, ConnectionApi.LinkBody body) {
    Provider provider = provider(body.provider());
    String publicToken = body.publicToken();
    if (publicToken == null || publicToken.isBlank()) {
      throw new Rejection(
          "invalid-request",
          "publicToken: missing (expected: Link's public token)",
          "/publicToken");
    }
    AtomicReference<@Nullable Exchanged> exchanged = new AtomicReference<>();
    Mono<Found> outside =
        guarded(caller, provider, body)
            .then(vault.demandReady().onErrorMap(KeysAway.class, _ -> Refusals.keysAway()))
            .then(Mono.defer(() -> provider.exchange(publicToken)))
            .doOnNext(exchanged::set)
            .flatMap(found -> look(provider, found, body))
            .onErrorMap(ProviderFailure.class, Refusals::of);
    boolean allowed = Boolean.TRUE.equals(body.allowDuplicate());
    return Detached.from(
        commands
            .runLeased(
                caller,
                ConnectionRow.class,
                outside,
                (unit, found) -> link(unit, caller, provider, found, allowed))
            .doOnNext(_ -> requests.wake())
            .onErrorResume(
                Rejection.class,
                refused -> undo(provider, exchanged.get()).then(Mono.error(refused))));
  }

  /** Before the exchange, which cannot be taken back for free. */
  private Mono<Void> guarded(Caller caller, Provider provider, ConnectionApi.LinkBody body) {
    ConnectionRow.Institution institution = body.institution();
    if (institution == null || Boolean.TRUE.equals(body.allowDuplicate())) {
      return Mono.empty();
    }
    return reads
        .as(
            caller.user(),
            session -> queries.duplicate(session, caller.user(), provider.name(), institution.id()))
        .flatMap(known -> known ? Mono.error(duplicate(institution.id())) : Mono.empty());
  }

  /** Which bank it is, asked only if the browser did not say. */
  private static Mono<Found> look(
      Provider provider, Exchanged exchanged, ConnectionApi.LinkBody body) {
    ConnectionRow.Institution institution = body.institution();
    if (institution != null) {
      return Mono.just(
          new Found(
              exchanged,
              Optional.of(institution.id()),
              Optional.ofNullable(institution.name()),
              DEFAULT_PRODUCTS));
    }
    return provider.item(exchanged.token()).map(item -> found(exchanged, item));
  }

  private static Found found(Exchanged exchanged, Item item) {
    return new Found(exchanged, item.institutionId(), item.institutionName(), item.products());
  }

  private Mono<Reply<ConnectionRow>> link(
      UnitOfWork unit, Caller caller, Provider provider, Found found, boolean allowed) {
    UUID id = Ids.next();
    Mono<Boolean> duplicate =
        allowed || found.institution().isEmpty()
            ? Mono.just(false)
            : queries.duplicate(
                unit.session(), caller.user(), provider.name(), found.institution().get());
    return duplicate
        .flatMap(
            known ->
                known
                    ? Mono.error(duplicate(found.institution().orElseThrow()))
                    : unit.load(Connection.DECIDER, Connection.stream(caller.user(), id)))
        .flatMap(loaded -> commit(unit, caller, provider, found, loaded));
  }

  private Mono<Reply<ConnectionRow>> commit(
      UnitOfWork unit, Caller caller, Provider provider, Found found, Loaded<Connection> loaded) {
    UUID id = loaded.stream().id();
    String item = found.exchanged().itemId();
    var command =
        new ConnectionCommand.Link(
            id,
            provider.name(),
            item,
            found.institution(),
            found.institutionName(),
            found.products(),
            caller.change().at());
    Loaded<Connection> linked = unit.decide(Connection.DECIDER, loaded, command, caller.change());
    ConnectionRow row = row(command, linked.userVersion());
    return vault
        .put(unit.session(), caller.user(), id, found.exchanged().token())
        .then(
            Mono.defer(
                () -> requests.open(unit.session(), caller.user(), id, provider.name(), item)))
        .thenReturn(Reply.created(row, linked.userVersion(), "/api/connections/" + id));
  }

  private static ConnectionRow row(ConnectionCommand.Link link, int version) {
    return new ConnectionRow(
        link.id(),
        link.provider(),
        "linking",
        null,
        null,
        link.products(),
        link.institutionId()
            .map(id -> new ConnectionRow.Institution(id, link.institutionName().orElse(null)))
            .orElse(null),
        link.at(),
        null,
        null,
        version);
  }

  /** An item that was exchanged and then refused by us would be paid for and never used. */
  private static Mono<Void> undo(Provider provider, @Nullable Exchanged exchanged) {
    return exchanged == null
        ? Mono.empty()
        : provider
            .remove(exchanged.token())
            .doOnError(
                failed ->
                    log.error(
                        "item {} stays at {} without a connection",
                        exchanged.itemId(),
                        provider.name(),
                        failed))
            .onErrorComplete();
  }

  private Provider provider(@Nullable String name) {
    return providers.named(name == null ? DEFAULT_PROVIDER : name);
  }

  private static List<String> products(@Nullable List<String> asked) {
    List<String> products = asked == null || asked.isEmpty() ? DEFAULT_PRODUCTS : asked;
    for (int i = 0; i < products.size(); i++) {
      if (!PRODUCTS.contains(products.get(i))) {
        throw new Rejection(
            "invalid-request",
            "products: '"
                + products.get(i)
                + "' (expected: transactions, investments, liabilities)",
            "/products/" + i);
      }
    }
    return products;
  }

  private static Rejection duplicate(String institution) {
    return new Rejection(
        DUPLICATE,
        "institution: " + institution + " is connected (repair it, or say allowDuplicate)",
        "/institution");
  }
}
