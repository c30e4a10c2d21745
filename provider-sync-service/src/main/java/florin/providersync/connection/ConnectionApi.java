package florin.providersync.connection;

import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.CommandResponse;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.journal.web.input.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/connections")
@Tag(name = "Connections", description = "Logins at banks, linked through a provider")
class ConnectionApi {

  private final ConnectionLinking connectionLinking;
  private final LinkSessions linkSessions;
  private final ConnectionRemoval connectionRemoval;
  private final DatabaseReads reads;
  private final ConnectionQueries queries;
  private final Cursors cursors;

  ConnectionApi(
      ConnectionLinking connectionLinking,
      LinkSessions linkSessions,
      ConnectionRemoval connectionRemoval,
      DatabaseReads reads,
      ConnectionQueries queries,
      Cursors cursors) {
    this.connectionLinking = connectionLinking;
    this.linkSessions = linkSessions;
    this.connectionRemoval = connectionRemoval;
    this.reads = reads;
    this.queries = queries;
    this.cursors = cursors;
  }

  /**
   * @param products of a new login, {@code transactions} if left out
   * @param connectionId of the login to repair: update mode
   * @param hosted whether the provider serves its dialogue as a page
   */
  record LinkTokenRequest(
      @Nullable String provider,
      @Nullable List<@Nullable String> products,
      @Nullable UUID connectionId,
      @Nullable Boolean hosted) {}

  /**
   * Opens the provider's dialogue.
   *
   * @param hostedUrl the page of the dialogue; null unless one was requested
   * @param linkSession identifies the page when its result is read; null without a page
   */
  record LinkTokenResponse(
      String linkToken,
      Instant expiration,
      @Nullable URI hostedUrl,
      @Nullable String linkSession) {}

  /**
   * The result of the provider's Link dialogue in the browser.
   *
   * @param institution guards against linking a bank twice before the token is exchanged
   * @param accounts as the user chose them; compared with the accounts that are known already
   */
  @Schema(requiredProperties = "publicToken")
  record LinkConnectionRequest(
      @Nullable String provider,
      @Nullable String publicToken,
      ConnectionResponse.@Nullable ConnectionInstitution institution,
      @Nullable List<@Nullable LinkedAccountRequest> accounts,
      @Nullable Boolean allowDuplicate) {}

  /** An account in the provider's dialogue. */
  record LinkedAccountRequest(
      @Nullable @Text(max = 128) String id,
      @Nullable @Text(max = 256) String name,
      @Nullable @Text(max = 64) String mask,
      @Nullable @Text(max = 64) String type,
      @Nullable @Text(max = 64) String subtype) {}

  @PostMapping("/link-token")
  @Operation(summary = "Begin to link a bank, or to repair a connection")
  Mono<ResponseEntity<LinkTokenResponse>> linkToken(
      Caller caller, @RequestBody LinkTokenRequest body) {
    return linkSessions.token(caller, body);
  }

  /**
   * @param linkSession of the response that had the address of the page
   * @param allowDuplicate as for a public token
   */
  @Schema(requiredProperties = "linkSession")
  record LinkSessionRequest(@Nullable String linkSession, @Nullable Boolean allowDuplicate) {}

  /**
   * The result of the provider's page.
   *
   * @param connection the linked connection, or the repaired one; null before and without a login
   */
  record LinkSessionResponse(String state, @Nullable ConnectionResponse connection) {}

  @PostMapping("/link-sessions")
  @Operation(summary = "Link the bank that the user chose on the provider's page")
  Mono<ResponseEntity<LinkSessionResponse>> linkSession(
      Caller caller, @RequestBody LinkSessionRequest body) {
    return linkSessions.result(caller, body);
  }

  @PostMapping
  @Operation(summary = "Link a bank with the public token of the provider's dialogue")
  Mono<ResponseEntity<ConnectionResponse>> link(
      Caller caller, @RequestBody LinkConnectionRequest body) {
    return connectionLinking.linkConnection(caller, body);
  }

  @GetMapping
  @Operation(summary = "The user's connections, oldest first")
  Mono<Page<ConnectionResponse>> list(
      Caller caller,
      @RequestParam(defaultValue = "false") boolean includeRemoved,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String query = "connections/" + caller.user() + "/" + includeRemoved;
    UUID after =
        cursor == null ? new UUID(0, 0) : UUID.fromString(cursors.values(query, cursor).getFirst());
    int size = Cursors.limit(limit);
    return reads
        .read(
            caller.user(),
            session -> queries.list(session, caller.user(), includeRemoved, after, size + 1))
        .map(rows -> cursors.page(query, rows, size, last -> List.of(last.id().toString())));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One connection and how it is")
  Mono<ResponseEntity<ConnectionResponse>> one(Caller caller, @PathVariable UUID id) {
    return reads
        .read(caller.user(), session -> queries.one(session, caller.user(), id))
        .switchIfEmpty(Mono.error(() -> absent()))
        .map(row -> CommandResponse.found(row, row.version()));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "End a connection at the provider; its history stays")
  Mono<ResponseEntity<Void>> remove(Caller caller, @PathVariable UUID id) {
    return connectionRemoval.remove(caller, id);
  }

  static Rejection absent() {
    return new Rejection("not-found", "There is no such connection.");
  }
}
