package florin.providersync.connection;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.database.NonCancellable;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.provider.LinkRequest;
import florin.providersync.provider.LinkToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.ProviderLogin;
import florin.providersync.provider.Providers;
import florin.providersync.request.SyncRequests;
import florin.providersync.vault.KeysUnavailable;
import florin.providersync.vault.Vault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * From the provider's dialogue to a connection.
 *
 * <p>A public token works once and an item costs money from its exchange on, so a bank that is
 * linked already is refused before the exchange if the browser names the bank, else removed at the
 * provider afterwards. The public token of an item that the user has linked repairs its connection.
 * An exchanged item is stored at once ({@link ExchangedItems}), and ended if no connection follows.
 */
@Component
class ConnectionLinking {

  static final String DEFAULT_PROVIDER = "plaid";
  private static final List<String> DEFAULT_PRODUCTS = List.of("transactions");

  private final Providers providers;
  private final Vault vault;
  private final DatabaseReads reads;
  private final ApiCommands commands;
  private final Commands plain;
  private final ConnectionQueries queries;
  private final SyncRequests requests;
  private final ExchangedItems items;

  ConnectionLinking(
      Providers providers,
      Vault vault,
      DatabaseReads reads,
      ApiCommands commands,
      Commands plain,
      ConnectionQueries queries,
      SyncRequests requests,
      ExchangedItems items) {
    this.providers = providers;
    this.vault = vault;
    this.reads = reads;
    this.commands = commands;
    this.plain = plain;
    this.queries = queries;
    this.requests = requests;
    this.items = items;
  }

  /** A link token; in update mode for a connection that is to be repaired. */
  Mono<LinkToken> createLinkToken(Caller caller, ConnectionApi.LinkTokenRequest body) {
    Provider provider = provider(body.provider());
    List<String> products = products(body.products());
    boolean hosted = Boolean.TRUE.equals(body.hosted());
    LinkRequest fresh = new LinkRequest(caller.user(), products, Optional.empty(), false, hosted);
    UUID connection = body.connectionId();
    Mono<LinkToken> token =
        connection == null
            ? provider.linkToken(fresh)
            : repair(caller, provider, connection, hosted)
                .onErrorResume(ConnectionLinking::revoked, _ -> provider.linkToken(fresh));
    return token
        .onErrorMap(ProviderFailure.class, ProviderProblems::of)
        .onErrorMap(KeysUnavailable.class, _ -> ProviderProblems.keysAway());
  }

  private Mono<LinkToken> repair(
      Caller caller, Provider provider, UUID connection, boolean hosted) {
    return reads
        .read(caller.user(), session -> queries.one(session, caller.user(), connection))
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
                                Connection.NEW_ACCOUNTS.equals(row.reason()),
                                hosted)))
        .switchIfEmpty(Mono.error(() -> ConnectionApi.absent()))
        .flatMap(provider::linkToken)
        .flatMap(token -> begun(caller, connection).thenReturn(token));
  }

  /** The guard before the exchange lets the public token of a repair pass. */
  private Mono<Void> begun(Caller caller, UUID connection) {
    return plain.run(
        caller.user(), unit -> requests.repairBegun(unit.session(), caller.user(), connection));
  }

  /** A login that was revoked cannot be repaired: the user links anew. */
  private static boolean revoked(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && (failure.is(FailureType.GONE) || failure.is(FailureType.NEEDS_USER));
  }

  /** A login that is about to be committed, or was linked already. */
  private record FoundLogin(
      ExchangedItems.Stored stored,
      Optional<String> institution,
      Optional<String> institutionName,
      List<String> products,
      List<ConnectionResponse.LikelyDuplicate> likely) {}

  Mono<ResponseEntity<ConnectionResponse>> linkConnection(
      Caller caller, ConnectionApi.LinkConnectionRequest body) {
    return linkConnection(caller, body, ConnectionResponse.class, connection -> connection);
  }

  /**
   * @param shown makes the response body of type {@code type} of the connection
   */
  <T> Mono<ResponseEntity<T>> linkConnection(
      Caller caller,
      ConnectionApi.LinkConnectionRequest body,
      Class<T> type,
      Function<ConnectionResponse, T> shown) {
    String publicToken = LinkValidation.publicToken(body);
    Provider provider = provider(body.provider());
    AtomicReference<ExchangedItems.@Nullable Stored> stored = new AtomicReference<>();
    Mono<FoundLogin> outside =
        demandNotLinked(caller, provider, body)
            .then(
                vault
                    .demandReady()
                    .onErrorMap(KeysUnavailable.class, _ -> ProviderProblems.keysAway()))
            .then(Mono.defer(() -> items.exchange(caller, provider, publicToken)))
            .doOnNext(stored::set)
            .flatMap(item -> findInstitution(caller, provider, item, body))
            .onErrorMap(ProviderFailure.class, ProviderProblems::of);
    boolean allowed = Boolean.TRUE.equals(body.allowDuplicate());
    return NonCancellable.run(
        commands
            .runLeased(
                caller,
                type,
                outside,
                (unit, login) ->
                    link(unit, caller, provider, login, allowed)
                        .map(
                            linked ->
                                new CommandResponse<>(
                                    linked.status(),
                                    linked.body().map(shown),
                                    linked.version(),
                                    linked.location())))
            .doOnNext(_ -> requests.signal())
            .onErrorResume(
                failed ->
                    removeUnusedLogin(caller, provider, stored.get()).then(Mono.error(failed))));
  }

  /** Before the exchange, which cannot be taken back for free. */
  private Mono<Void> demandNotLinked(
      Caller caller, Provider provider, ConnectionApi.LinkConnectionRequest body) {
    ConnectionResponse.ConnectionInstitution bank = body.institution();
    if (bank == null || Boolean.TRUE.equals(body.allowDuplicate())) {
      return Mono.empty();
    }
    return reads
        .read(
            caller.user(),
            session -> queries.duplicates(session, caller.user(), provider.name(), bank.id()))
        .filter(known -> known.connections() > 0 && known.inRepair() == 0)
        .flatMap(_ -> known(caller, provider, bank.id()))
        .flatMap(
            accounts ->
                Mono.error(duplicate(bank.id(), KnownAccount.likely(accounts, chosen(body)))));
  }

  private Mono<List<KnownAccount>> known(Caller caller, Provider provider, String institution) {
    return reads.read(
        caller.user(),
        session -> queries.knownAccounts(session, caller.user(), provider.name(), institution));
  }

  /** The institution, queried only if the browser did not send it, and the known accounts. */
  private Mono<FoundLogin> findInstitution(
      Caller caller,
      Provider provider,
      ExchangedItems.Stored stored,
      ConnectionApi.LinkConnectionRequest body) {
    if (stored.repaired()) {
      return Mono.just(
          new FoundLogin(stored, Optional.empty(), Optional.empty(), List.of(), List.of()));
    }
    ConnectionResponse.ConnectionInstitution bank = body.institution();
    Mono<FoundLogin> found =
        bank == null
            ? provider
                .item(stored.exchanged().token())
                .map(providerLogin -> found(stored, providerLogin))
            : Mono.just(
                new FoundLogin(
                    stored,
                    Optional.of(bank.id()),
                    Optional.ofNullable(bank.name()),
                    DEFAULT_PRODUCTS,
                    List.of()));
    return found.flatMap(one -> compared(caller, provider, one, body));
  }

  private static FoundLogin found(ExchangedItems.Stored stored, ProviderLogin providerLogin) {
    return new FoundLogin(
        stored,
        providerLogin.institutionId(),
        providerLogin.institutionName(),
        providerLogin.products(),
        List.of());
  }

  /** With the accounts at the same bank; the provider is called only if there are any. */
  private Mono<FoundLogin> compared(
      Caller caller,
      Provider provider,
      FoundLogin login,
      ConnectionApi.LinkConnectionRequest body) {
    if (login.institution().isEmpty()) {
      return Mono.just(login);
    }
    return known(caller, provider, login.institution().get())
        .filter(known -> !known.isEmpty())
        .flatMap(
            known ->
                candidates(provider, login, body)
                    .map(candidates -> KnownAccount.likely(known, candidates)))
        .map(
            likely ->
                new FoundLogin(
                    login.stored(),
                    login.institution(),
                    login.institutionName(),
                    login.products(),
                    likely))
        .defaultIfEmpty(login);
  }

  /** A hint only: if the provider does not answer, there is none. */
  private static Mono<List<KnownAccount.Candidate>> candidates(
      Provider provider, FoundLogin login, ConnectionApi.LinkConnectionRequest body) {
    List<KnownAccount.Candidate> chosen = chosen(body);
    return chosen.isEmpty()
        ? provider
            .accounts(login.stored().exchanged().token())
            .map(accounts -> accounts.stream().map(KnownAccount.Candidate::of).toList())
            .onErrorReturn(ProviderFailure.class, List.of())
        : Mono.just(chosen);
  }

  private static List<KnownAccount.Candidate> chosen(ConnectionApi.LinkConnectionRequest body) {
    List<ConnectionApi.@Nullable LinkedAccountRequest> accounts = body.accounts();
    return accounts == null
        ? List.of()
        : accounts.stream().filter(Objects::nonNull).map(KnownAccount.Candidate::of).toList();
  }

  private Mono<CommandResponse<ConnectionResponse>> link(
      UnitOfWork unit, Caller caller, Provider provider, FoundLogin login, boolean allowed) {
    UUID id = login.stored().connection();
    if (login.stored().repaired()) {
      return queries
          .one(unit.session(), caller.user(), id)
          .map(row -> CommandResponse.ok(row, row.version()));
    }
    Mono<Boolean> duplicate =
        allowed || login.institution().isEmpty()
            ? Mono.just(false)
            : queries
                .duplicates(
                    unit.session(), caller.user(), provider.name(), login.institution().get())
                .map(known -> known.connections() > 0);
    return duplicate
        .flatMap(
            known ->
                known
                    ? Mono.error(duplicate(login.institution().orElseThrow(), login.likely()))
                    : unit.load(Connection.DECIDER, Connection.stream(caller.user(), id)))
        .flatMap(loaded -> commit(unit, caller, provider, login, loaded));
  }

  private Mono<CommandResponse<ConnectionResponse>> commit(
      UnitOfWork unit,
      Caller caller,
      Provider provider,
      FoundLogin login,
      LoadedStream<Connection> loaded) {
    UUID id = loaded.stream().id();
    var command =
        new ConnectionCommand.Link(
            id,
            provider.name(),
            login.stored().exchanged().itemId(),
            login.institution(),
            login.institutionName(),
            login.products(),
            caller.newChange().at());
    LoadedStream<Connection> linked =
        unit.decide(Connection.DECIDER, loaded, command, caller.newChange());
    ConnectionResponse row = row(command, linked.userVersion()).with(login.likely());
    return requests
        .createJob(unit.session(), caller.user(), id)
        .thenReturn(CommandResponse.created(row, linked.userVersion(), "/api/connections/" + id));
  }

  private static ConnectionResponse row(ConnectionCommand.Link link, int version) {
    return new ConnectionResponse(
        link.id(),
        link.provider(),
        "linking",
        null,
        null,
        link.products(),
        link.institutionId()
            .map(
                id ->
                    new ConnectionResponse.ConnectionInstitution(
                        id, link.institutionName().orElse(null)))
            .orElse(null),
        link.at(),
        null,
        null,
        version,
        null);
  }

  /** An item that was exchanged and not linked would be paid for and never used. */
  private Mono<Void> removeUnusedLogin(
      Caller caller, Provider provider, ExchangedItems.@Nullable Stored stored) {
    return stored == null || stored.repaired()
        ? Mono.empty()
        : items.abandon(caller, provider, stored);
  }

  private Provider provider(@Nullable String name) {
    return providers.named(name == null ? DEFAULT_PROVIDER : name);
  }

  private static List<String> products(@Nullable List<@Nullable String> asked) {
    if (asked == null || asked.isEmpty()) {
      return DEFAULT_PRODUCTS;
    }
    LinkValidation.products(asked);
    return asked.stream().filter(Objects::nonNull).toList();
  }

  private static Rejection duplicate(
      String institution, List<ConnectionResponse.LikelyDuplicate> likely) {
    String accounts =
        likely.isEmpty()
            ? ""
            : "; accounts that seem to be connected: "
                + likely.stream()
                    .map(
                        one ->
                            one.mask() == null ? one.name() : one.name() + " (" + one.mask() + ")")
                    .collect(Collectors.joining(", "));
    return new Rejection(
        ProviderSyncProblem.DUPLICATE_INSTITUTION,
        "institution: "
            + institution
            + " is connected (expected: a repair of that connection, or allowDuplicate)"
            + accounts,
        "/institution");
  }
}
