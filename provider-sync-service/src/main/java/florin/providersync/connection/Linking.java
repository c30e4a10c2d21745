package florin.providersync.connection;

import florin.journal.Commands;
import florin.journal.Detached;
import florin.journal.Loaded;
import florin.journal.Reads;
import florin.journal.Rejection;
import florin.journal.UnitOfWork;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.Reply;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.provider.BankAccount;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * From the provider's dialogue to a connection.
 *
 * <p>A public token works once and an item costs money from its exchange on, so a bank that is
 * linked already is refused before the exchange if the browser names the bank, and is removed at
 * the provider if it was found out later. The public token of an item that the user has linked
 * repairs its connection. An item that was exchanged is stored at once ({@link ExchangedItems}) and
 * ended if its connection is not committed.
 */
@Component
class Linking {

  private static final String DEFAULT_PROVIDER = "plaid";
  private static final List<String> DEFAULT_PRODUCTS = List.of("transactions");

  private final Providers providers;
  private final Vault vault;
  private final Reads reads;
  private final ApiCommands commands;
  private final Commands plain;
  private final ConnectionQueries queries;
  private final SyncRequests requests;
  private final ExchangedItems items;

  Linking(
      Providers providers,
      Vault vault,
      Reads reads,
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

  /** Sent again with the same Idempotency-Key it is the same token. */
  Mono<ResponseEntity<ConnectionApi.LinkTokenRow>> token(
      Caller caller, ConnectionApi.LinkTokenBody body) {
    return commands.runLeased(
        caller,
        ConnectionApi.LinkTokenRow.class,
        begin(caller, body),
        (_, token) ->
            Mono.just(
                Reply.ok(new ConnectionApi.LinkTokenRow(token.linkToken(), token.expiration()))));
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
        && (failure.is(Kind.GONE) || failure.is(Kind.NEEDS_USER));
  }

  /** A login that is about to be committed, or was linked already. */
  private record Found(
      ExchangedItems.Stored stored,
      Optional<String> institution,
      Optional<String> institutionName,
      List<String> products,
      List<ConnectionRow.LikelyDuplicate> likely) {}

  Mono<ResponseEntity<ConnectionRow>> finish(Caller caller, ConnectionApi.LinkBody body) {
    String publicToken = LinkValidation.publicToken(body);
    Provider provider = provider(body.provider());
    AtomicReference<ExchangedItems.@Nullable Stored> stored = new AtomicReference<>();
    Mono<Found> outside =
        guarded(caller, provider, body)
            .then(vault.demandReady().onErrorMap(KeysAway.class, _ -> Refusals.keysAway()))
            .then(Mono.defer(() -> items.exchange(caller, provider, publicToken)))
            .doOnNext(stored::set)
            .flatMap(item -> look(caller, provider, item, body))
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
                failed -> undo(caller, provider, stored.get()).then(Mono.error(failed))));
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
            session ->
                queries.duplicates(session, caller.user(), provider.name(), institution.id()))
        .filter(known -> known.connections() > 0 && known.inRepair() == 0)
        .flatMap(_ -> known(caller, provider, institution.id()))
        .flatMap(
            accounts ->
                Mono.error(
                    duplicate(institution.id(), KnownAccount.likely(accounts, chosen(body)))));
  }

  private Mono<List<KnownAccount>> known(Caller caller, Provider provider, String institution) {
    return reads.as(
        caller.user(),
        session -> queries.knownAccounts(session, caller.user(), provider.name(), institution));
  }

  /** Which bank it is, asked only if the browser did not say, and which accounts are known. */
  private Mono<Found> look(
      Caller caller, Provider provider, ExchangedItems.Stored stored, ConnectionApi.LinkBody body) {
    if (stored.repaired()) {
      return Mono.just(new Found(stored, Optional.empty(), Optional.empty(), List.of(), List.of()));
    }
    ConnectionRow.Institution institution = body.institution();
    Mono<Found> found =
        institution == null
            ? provider.item(stored.exchanged().token()).map(item -> found(stored, item))
            : Mono.just(
                new Found(
                    stored,
                    Optional.of(institution.id()),
                    Optional.ofNullable(institution.name()),
                    DEFAULT_PRODUCTS,
                    List.of()));
    return found.flatMap(one -> compared(caller, provider, one, body));
  }

  private static Found found(ExchangedItems.Stored stored, Item item) {
    return new Found(
        stored, item.institutionId(), item.institutionName(), item.products(), List.of());
  }

  /** With the accounts at the same bank; the provider is asked only if there are any. */
  private Mono<Found> compared(
      Caller caller, Provider provider, Found found, ConnectionApi.LinkBody body) {
    if (found.institution().isEmpty()) {
      return Mono.just(found);
    }
    return known(caller, provider, found.institution().get())
        .filter(known -> !known.isEmpty())
        .flatMap(
            known ->
                candidates(provider, found, body)
                    .map(candidates -> KnownAccount.likely(known, candidates)))
        .map(
            likely ->
                new Found(
                    found.stored(),
                    found.institution(),
                    found.institutionName(),
                    found.products(),
                    likely))
        .defaultIfEmpty(found);
  }

  /** A hint only: if the provider does not answer, there is none. */
  private static Mono<List<KnownAccount.Candidate>> candidates(
      Provider provider, Found found, ConnectionApi.LinkBody body) {
    List<KnownAccount.Candidate> chosen = chosen(body);
    return chosen.isEmpty()
        ? provider
            .accounts(found.stored().exchanged().token())
            .map(accounts -> accounts.stream().map(Linking::candidate).toList())
            .onErrorReturn(ProviderFailure.class, List.of())
        : Mono.just(chosen);
  }

  private static KnownAccount.Candidate candidate(BankAccount account) {
    return new KnownAccount.Candidate(
        account.name(), account.mask(), account.providerSubtype(), account.persistentId());
  }

  private static List<KnownAccount.Candidate> chosen(ConnectionApi.LinkBody body) {
    List<ConnectionApi.@Nullable ChosenAccount> accounts = body.accounts();
    return accounts == null
        ? List.of()
        : accounts.stream()
            .filter(Objects::nonNull)
            .map(
                account ->
                    new KnownAccount.Candidate(
                        Objects.requireNonNullElse(account.name(), ""),
                        Optional.ofNullable(account.mask()),
                        Optional.ofNullable(account.subtype()),
                        Optional.empty()))
            .toList();
  }

  private Mono<Reply<ConnectionRow>> link(
      UnitOfWork unit, Caller caller, Provider provider, Found found, boolean allowed) {
    UUID id = found.stored().connection();
    if (found.stored().repaired()) {
      return queries
          .one(unit.session(), caller.user(), id)
          .map(row -> Reply.ok(row, row.version()));
    }
    Mono<Boolean> duplicate =
        allowed || found.institution().isEmpty()
            ? Mono.just(false)
            : queries
                .duplicates(
                    unit.session(), caller.user(), provider.name(), found.institution().get())
                .map(known -> known.connections() > 0);
    return duplicate
        .flatMap(
            known ->
                known
                    ? Mono.error(duplicate(found.institution().orElseThrow(), found.likely()))
                    : unit.load(Connection.DECIDER, Connection.stream(caller.user(), id)))
        .flatMap(loaded -> commit(unit, caller, provider, found, loaded));
  }

  private Mono<Reply<ConnectionRow>> commit(
      UnitOfWork unit, Caller caller, Provider provider, Found found, Loaded<Connection> loaded) {
    UUID id = loaded.stream().id();
    var command =
        new ConnectionCommand.Link(
            id,
            provider.name(),
            found.stored().exchanged().itemId(),
            found.institution(),
            found.institutionName(),
            found.products(),
            caller.change().at());
    Loaded<Connection> linked = unit.decide(Connection.DECIDER, loaded, command, caller.change());
    ConnectionRow row = row(command, linked.userVersion()).with(found.likely());
    return requests
        .open(unit.session(), caller.user(), id)
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
        version,
        null);
  }

  /** An item that was exchanged and not linked would be paid for and never used. */
  private Mono<Void> undo(
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
      String institution, List<ConnectionRow.LikelyDuplicate> likely) {
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
