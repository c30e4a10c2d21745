package florin.providersync;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** All of Plaid that a webhook needs: where its keys are looked up. The private ones are ours. */
final class KeyServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile boolean away;
  private final Map<String, Map<String, @Nullable Object>> keys = new ConcurrentHashMap<>();
  private final DisposableServer server =
      HttpServer.create().host("127.0.0.1").port(0).handle(this::answer).bindNow();

  URI base() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A key that signs, and that can be looked up. */
  ECKey key() {
    return key(null);
  }

  ECKey key(@Nullable Long expiredAt) {
    ECKey key = stranger(UUID.randomUUID().toString());
    Map<String, @Nullable Object> jwk = new java.util.HashMap<>();
    jwk.put("alg", "ES256");
    jwk.put("crv", "P-256");
    jwk.put("kid", key.getKeyID());
    jwk.put("kty", "EC");
    jwk.put("use", "sig");
    jwk.put("x", key.getX().toString());
    jwk.put("y", key.getY().toString());
    jwk.put("created_at", 1_600_000_000L);
    jwk.put("expired_at", expiredAt);
    keys.put(key.getKeyID(), jwk);
    return key;
  }

  /** A key that nobody can look up. */
  static ECKey stranger(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asByteArray()
        .delayElement(Duration.ofMillis(50)) // so that those who ask together do meet
        .flatMap(
            body -> {
              String kid = JSON.readTree(body).path("key_id").asString();
              asked.add(kid);
              Object jwk = keys.get(kid);
              Map<String, ?> answer =
                  jwk != null
                      ? Map.of("key", jwk, "request_id", "r")
                      : Map.of(
                          "error_type",
                          "INVALID_INPUT",
                          "error_code",
                          "INVALID_WEBHOOK_VERIFICATION_KEY_ID",
                          "request_id",
                          "r");
              return response
                  .status(away ? 503 : jwk == null ? 400 : 200)
                  .sendByteArray(Mono.just(away ? new byte[0] : JSON.writeValueAsBytes(answer)))
                  .then();
            });
  }

  @Override
  public void close() {
    server.disposeNow(Duration.ofSeconds(10));
  }
}
