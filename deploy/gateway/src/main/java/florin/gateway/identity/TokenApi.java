package florin.gateway.identity;

import florin.gateway.GatewaySettings;
import florin.gateway.edge.Client;
import florin.gateway.edge.EdgeProblem;
import florin.gateway.identity.secret.SigningKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The local log-in, and the public keys that verify the tokens issued here. */
@RestController
@LocalIdentity
class TokenApi {

  private static final int WAITING = 1_000;

  record LoginRequest(@Nullable String username, @Nullable String password) {
    @Override
    public String toString() {
      return "LoginRequest[username=" + username + "]";
    }
  }

  record RefreshRequest(@Nullable String refreshToken) {
    @Override
    public String toString() {
      return "RefreshRequest[]";
    }
  }

  record PasswordRequest(
      @Nullable String username, @Nullable String password, @Nullable String newPassword) {
    @Override
    public String toString() {
      return "PasswordRequest[username=" + username + "]";
    }
  }

  record TokenResponse(
      String accessToken,
      String tokenType,
      long expiresIn,
      String refreshToken,
      long refreshExpiresIn) {
    @Override
    public String toString() {
      return "TokenResponse[expiresIn=" + expiresIn + "]";
    }
  }

  private final LocalUsers localUsers;
  private final SigningKey key;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;
  private final BrowserSessions browserSessions;
  private final PasswordCheck passwords;
  private final GatewaySettings settings;
  private final Scheduler files = Schedulers.newBoundedElastic(1, WAITING, "refresh-tokens");

  TokenApi(
      LocalUsers localUsers,
      SigningKey key,
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      BrowserSessions browserSessions,
      PasswordCheck passwords,
      GatewaySettings settings) {
    this.localUsers = localUsers;
    this.key = key;
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.browserSessions = browserSessions;
    this.passwords = passwords;
    this.settings = settings;
  }

  @PostMapping(path = "/auth/token", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<TokenResponse> token(@RequestBody LoginRequest login, ServerWebExchange exchange) {
    var name = login.username();
    var password = login.password();
    if (name == null || password == null) {
      return missing("username", name, "password", password);
    }
    return passwords.ifRight(name, password, Client.of(exchange), () -> firstTokens(name));
  }

  /** A password that was made at random gives no token: it was printed or stands in a file. */
  private TokenResponse firstTokens(String name) {
    if (localUsers.mustChangePassword(name)) {
      throw EdgeProblem.passwordChangeRequired();
    }
    return response(refreshTokens.issue(name));
  }

  @PostMapping(path = "/auth/refresh", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<TokenResponse> refresh(@RequestBody RefreshRequest request) {
    var token = request.refreshToken();
    if (token == null) {
      return missing("refreshToken", null);
    }
    return Mono.fromCallable(() -> rotate(token)).subscribeOn(files);
  }

  private TokenResponse rotate(String token) {
    return refreshTokens
        .rotate(token)
        .filter(issued -> localUsers.exists(issued.name()))
        .map(this::response)
        .orElseThrow(EdgeProblem::invalidRefreshToken);
  }

  /** Answers alike whether the token was valid or not (RFC 7009). */
  @PostMapping(path = "/auth/logout", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> logOut(@RequestBody RefreshRequest request) {
    var token = request.refreshToken();
    if (token == null) {
      return missing("refreshToken", null);
    }
    return Mono.<Void>fromRunnable(() -> refreshTokens.end(token)).subscribeOn(files);
  }

  @PostMapping(path = "/auth/password", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> setPassword(@RequestBody PasswordRequest request, ServerWebExchange exchange) {
    var name = request.username();
    var old = request.password();
    var fresh = request.newPassword();
    if (name == null || old == null || fresh == null) {
      return missing("username", name, "password", old, "newPassword", fresh);
    }
    if (!LocalUsers.isAllowed(name, fresh)) {
      return Mono.error(
          EdgeProblem.field(
              "/newPassword", "expected: 10 to 72 bytes, other than the user name and no NUL"));
    }
    if (fresh.equals(old)) {
      return Mono.error(EdgeProblem.field("/newPassword", "expected: another than password"));
    }
    return passwords
        .ifRight(
            name,
            old,
            Client.of(exchange),
            () -> {
              localUsers.set(name, fresh);
              refreshTokens.endAllOf(name);
              browserSessions.endAllOf(name);
              return true;
            })
        .then();
  }

  @GetMapping("/auth/jwks")
  Map<String, Object> keys() {
    return key.published().toJSONObject();
  }

  private TokenResponse response(RefreshTokens.Issued issued) {
    return new TokenResponse(
        accessTokens.issue(issued.name()),
        "Bearer",
        settings.tokenLifetime().toSeconds(),
        issued.token(),
        issued.lifetime().toSeconds());
  }

  static <T> Mono<T> missing(@Nullable String... fields) {
    var pointers = new LinkedHashMap<String, Boolean>();
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i + 1] == null) {
        pointers.put("/" + fields[i], true);
      }
    }
    return Mono.error(EdgeProblem.missing(java.util.List.copyOf(pointers.keySet())));
  }
}
