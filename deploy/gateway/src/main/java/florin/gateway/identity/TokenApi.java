package florin.gateway.identity;

import florin.gateway.GatewaySettings;
import florin.gateway.edge.Refusal;
import io.github.bucket4j.TimeMeter;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The local log-in, and the keys by which everybody can check what it issued. */
@RestController
@LocalIdentity
class TokenApi {

  // bcrypt is meant to be slow: guesses may keep two threads busy, not the machine.
  private static final int THREADS = 2;
  private static final int WAITING = 200;

  record Login(@Nullable String username, @Nullable String password) {
    @Override
    public String toString() {
      return "Login[username=" + username + "]";
    }
  }

  record Token(String accessToken, String tokenType, long expiresIn) {
    @Override
    public String toString() {
      return "Token[expiresIn=" + expiresIn + "]";
    }
  }

  private final Users users;
  private final SigningKey key;
  private final JwtEncoder encoder;
  private final GatewaySettings settings;
  private final Clock clock;
  private final LoginLimit limit;
  private final Scheduler hashing = Schedulers.newBoundedElastic(THREADS, WAITING, "log-in");

  TokenApi(Users users, SigningKey key, JwtEncoder encoder, GatewaySettings settings, Clock clock) {
    this.users = users;
    this.key = key;
    this.encoder = encoder;
    this.settings = settings;
    this.clock = clock;
    this.limit = new LoginLimit(settings.logins(), TimeMeter.SYSTEM_MILLISECONDS);
  }

  @PostMapping(path = "/auth/token", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<Token> token(@RequestBody Login login, ServerHttpRequest request) {
    var name = login.username();
    var password = login.password();
    if (name == null || password == null) {
      return Mono.error(Refusal.missing(missing(login)));
    }
    var address = address(request);
    limit.take(name, address);
    return Mono.fromCallable(() -> users.match(name, password))
        .subscribeOn(hashing)
        .onErrorMap(RejectedExecutionException.class, _ -> Refusal.unavailable("The log-in"))
        .filter(matched -> matched)
        .switchIfEmpty(Mono.error(Refusal::wrongCredentials))
        .doOnNext(_ -> limit.giveBack(name, address))
        .map(_ -> issue(name));
  }

  @GetMapping("/auth/jwks")
  Map<String, Object> keys() {
    return key.published().toJSONObject();
  }

  private Token issue(String name) {
    var now = clock.instant();
    var claims =
        JwtClaimsSet.builder()
            .id(UUID.randomUUID().toString())
            .issuer(settings.issuer())
            .audience(List.of(settings.audience()))
            .subject(name)
            .issuedAt(now)
            .expiresAt(now.plus(settings.tokenLifetime()))
            .build();
    var header =
        JwsHeader.with(SignatureAlgorithm.ES256).type("JWT").keyId(key.secret().getKeyID()).build();
    var token = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    return new Token(token, "Bearer", settings.tokenLifetime().toSeconds());
  }

  private static List<String> missing(Login login) {
    return Stream.of(
            login.username() == null ? "/username" : "",
            login.password() == null ? "/password" : "")
        .filter(pointer -> !pointer.isEmpty())
        .toList();
  }

  private static String address(ServerHttpRequest request) {
    InetSocketAddress remote = request.getRemoteAddress();
    return remote == null || remote.getAddress() == null
        ? "unknown"
        : remote.getAddress().getHostAddress();
  }
}
