package florin.journal.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * An issuer of tokens with a real key, whose public half is served over HTTP. The key is an RSA
 * key: the JVM of the tests compiles with C1 only, where the check of an elliptic-curve signature
 * takes 40 % of the time of a request.
 */
public final class TestIdentity {

  public static final String ISSUER = "urn:florin:test";
  public static final String AUDIENCE = "florin";

  private static final int KEY_BITS = 2048;

  private static final Duration LIFETIME = Duration.ofHours(1);

  private record IssuedToken(String token, Instant renewal) {}

  private final RSAKey key;
  private final Map<String, IssuedToken> tokens = new ConcurrentHashMap<>();
  private final DisposableServer server;

  private static final class Holder {
    private static final TestIdentity INSTANCE = new TestIdentity();
  }

  private TestIdentity() {
    try {
      key = new RSAKeyGenerator(KEY_BITS).keyID("test").generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    String keys = new JWKSet(key.toPublicJWK()).toString();
    server =
        HttpServer.create()
            // Of its own: an application that closes ends the threads that all share.
            .runOn(LoopResources.create("identity"))
            .host("127.0.0.1")
            .port(0)
            .route(
                routes ->
                    routes.get(
                        "/jwks",
                        (_, response) ->
                            response
                                .header("Content-Type", "application/json")
                                .sendString(Mono.just(keys))))
            .bindNow(Duration.ofSeconds(30));
  }

  static TestIdentity shared() {
    return Holder.INSTANCE;
  }

  String jwkSetUri() {
    return "http://127.0.0.1:" + server.port() + "/jwks";
  }

  /** A token as the services expect it; the same one again while it is valid long enough. */
  public String token(String subject) {
    Instant now = Instant.now();
    return tokens
        .compute(
            subject,
            (_, issued) ->
                issued == null || issued.renewal().isBefore(now) ? issue(subject, now) : issued)
        .token();
  }

  private IssuedToken issue(String subject, Instant now) {
    String token =
        token(
            new JWTClaimsSet.Builder()
                .subject(subject)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .build());
    return new IssuedToken(token, now.plus(LIFETIME.dividedBy(2)));
  }

  /** A correctly signed token with any claims. */
  public String token(JWTClaimsSet claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
