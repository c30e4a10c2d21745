package florin.bench.environment;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** The trusted issuer: signs tokens, and publishes its public key over HTTP. */
public final class TokenIssuer implements AutoCloseable {

  private static final String NAME = "urn:florin:bench";
  private static final Duration VALID = Duration.ofHours(12);

  private final ECKey key;
  private final HttpServer keys;

  public TokenIssuer() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("bench").generate();
      keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException failed) {
      throw new IllegalStateException(failed);
    }
    byte[] shown = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    keys.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, shown.length);
          try (var body = exchange.getResponseBody()) {
            body.write(shown);
          } catch (IOException gone) {
            throw new UncheckedIOException(gone);
          }
        });
    keys.start();
  }

  /** The settings of a service that trusts this issuer. */
  public Map<String, Object> settings() {
    return Map.of(
        "florin.journal.identity.issuer",
        NAME,
        "florin.journal.identity.jwkseturi",
        "http://127.0.0.1:" + keys.getAddress().getPort() + "/keys");
  }

  public String token(String subject) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .subject(subject)
                .issuer(NAME)
                .audience("florin")
                .issueTime(new Date())
                .expirationTime(Date.from(Instant.now().plus(VALID)))
                .build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    return token.serialize();
  }

  @Override
  public void close() {
    keys.stop(0);
  }
}
