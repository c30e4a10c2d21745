package florin.providersync.connection;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.ApiCommands;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.providersync.provider.LinkSession;
import florin.providersync.provider.LinkToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.Providers;
import florin.providersync.request.AwaitedLinkSessions;
import florin.providersync.request.SyncRequests;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The result of a dialogue that the provider served as a page. The client keeps the link token,
 * signed for its user, and repeats its request until the user has finished, which the provider
 * announces by webhook ({@link AwaitedLinkSessions}).
 */
@Component
class LinkSessions {

  private static final String NO_CONNECTION = "";

  private final Providers providers;
  private final ConnectionLinking connectionLinking;
  private final ApiCommands commands;
  private final ConnectionQueries queries;
  private final SyncRequests requests;
  private final Cursors cursors;
  private final AwaitedLinkSessions awaited;
  private final DatabaseReads reads;
  private final Commands plain;

  LinkSessions(
      Providers providers,
      ConnectionLinking connectionLinking,
      ApiCommands commands,
      ConnectionQueries queries,
      SyncRequests requests,
      Cursors cursors,
      AwaitedLinkSessions awaited,
      DatabaseReads reads,
      Commands plain) {
    this.providers = providers;
    this.connectionLinking = connectionLinking;
    this.commands = commands;
    this.queries = queries;
    this.requests = requests;
    this.cursors = cursors;
    this.awaited = awaited;
    this.reads = reads;
    this.plain = plain;
  }

  /** Sent again with the same Idempotency-Key it is the same token. */
  Mono<ResponseEntity<ConnectionApi.LinkTokenResponse>> token(
      Caller caller, ConnectionApi.LinkTokenRequest body) {
    return commands.runLeased(
        caller,
        ConnectionApi.LinkTokenResponse.class,
        connectionLinking.createLinkToken(caller, body),
        (unit, token) ->
            opened(unit, caller, body, token)
                .thenReturn(CommandResponse.ok(response(caller, body, token))));
  }

  private Mono<Void> opened(
      UnitOfWork unit, Caller caller, ConnectionApi.LinkTokenRequest body, LinkToken token) {
    return token.hostedUrl().isPresent() && token.announced()
        ? awaited.opened(
            unit.session(), caller.user(), provider(body), token.linkToken(), token.expiration())
        : Mono.empty();
  }

  private static String provider(ConnectionApi.LinkTokenRequest body) {
    return Optional.ofNullable(body.provider()).orElse(ConnectionLinking.DEFAULT_PROVIDER);
  }

  private ConnectionApi.LinkTokenResponse response(
      Caller caller, ConnectionApi.LinkTokenRequest body, LinkToken token) {
    String provider = provider(body);
    String connection =
        Optional.ofNullable(body.connectionId()).map(UUID::toString).orElse(NO_CONNECTION);
    @Nullable URI page = token.hostedUrl().orElse(null);
    return new ConnectionApi.LinkTokenResponse(
        token.linkToken(),
        token.expiration(),
        page,
        page == null
            ? null
            : cursors.after(query(caller), List.of(provider, token.linkToken(), connection)));
  }

  /**
   * Until the user has signed in, a request changes nothing and its response is not stored: with
   * the same Idempotency-Key the result is requested again. After that, the response is stored.
   */
  Mono<ResponseEntity<ConnectionApi.LinkSessionResponse>> result(
      Caller caller, ConnectionApi.LinkSessionRequest body) {
    List<String> values = values(caller, body.linkSession());
    Provider provider = providers.named(values.getFirst());
    return reads
        .read(caller.user(), session -> awaited.due(session, caller.user(), values.get(1)))
        .flatMap(due -> due ? asked(caller, provider, body, values) : answer("open", null));
  }

  private Mono<ResponseEntity<ConnectionApi.LinkSessionResponse>> asked(
      Caller caller,
      Provider provider,
      ConnectionApi.LinkSessionRequest body,
      List<String> values) {
    return provider
        .linkSession(values.get(1))
        .onErrorMap(ProviderFailure.class, ProviderProblems::of)
        .flatMap(
            session ->
                switch (session) {
                  case LinkSession.Open() ->
                      plain
                          .run(
                              caller.user(),
                              unit -> awaited.asked(unit.session(), caller.user(), values.get(1)))
                          .then(answer("open", null));
                  case LinkSession.Ended() -> answer("ended", null);
                  case LinkSession.SignedIn signedIn ->
                      signedIn(caller, provider, body, signedIn, values.get(2));
                });
  }

  private Mono<ResponseEntity<ConnectionApi.LinkSessionResponse>> signedIn(
      Caller caller,
      Provider provider,
      ConnectionApi.LinkSessionRequest body,
      LinkSession.SignedIn signedIn,
      String repaired) {
    if (signedIn.publicToken().isPresent()) {
      var link =
          new ConnectionApi.LinkConnectionRequest(
              provider.name(),
              signedIn.publicToken().get(),
              institution(signedIn),
              null,
              body.allowDuplicate());
      return connectionLinking.linkConnection(
          caller,
          link,
          ConnectionApi.LinkSessionResponse.class,
          connection -> new ConnectionApi.LinkSessionResponse("linked", connection));
    }
    return repaired.equals(NO_CONNECTION)
        ? answer("ended", null)
        : repaired(caller, UUID.fromString(repaired));
  }

  private static ConnectionResponse.@Nullable ConnectionInstitution institution(
      LinkSession.SignedIn signedIn) {
    return signedIn
        .institutionId()
        .map(
            id ->
                new ConnectionResponse.ConnectionInstitution(
                    id, signedIn.institutionName().orElse(null)))
        .orElse(null);
  }

  /** The login is the same: the next sync reads its state from the provider. */
  private Mono<ResponseEntity<ConnectionApi.LinkSessionResponse>> repaired(
      Caller caller, UUID connection) {
    return commands
        .run(
            caller,
            ConnectionApi.LinkSessionResponse.class,
            unit ->
                requests
                    .repaired(unit.session(), caller.user(), connection)
                    .then(Mono.defer(() -> queries.one(unit.session(), caller.user(), connection)))
                    .switchIfEmpty(Mono.error(() -> ConnectionApi.absent()))
                    .map(
                        row ->
                            CommandResponse.ok(
                                new ConnectionApi.LinkSessionResponse("repaired", row))))
        .doOnNext(_ -> requests.signal());
  }

  private static Mono<ResponseEntity<ConnectionApi.LinkSessionResponse>> answer(
      String state, @Nullable ConnectionResponse connection) {
    return Mono.just(ResponseEntity.ok(new ConnectionApi.LinkSessionResponse(state, connection)));
  }

  private List<String> values(Caller caller, @Nullable String linkSession) {
    try {
      return cursors.values(query(caller), linkSession == null ? "" : linkSession);
    } catch (Rejection unsigned) {
      throw new Rejection(
          "invalid-request",
          "linkSession: "
              + (linkSession == null ? "missing" : "'" + linkSession + "'")
              + " (expected: that of a link token of this user with hosted: true)",
          "/linkSession");
    }
  }

  private static String query(Caller caller) {
    return "link-session/" + caller.user();
  }
}
