package florin.journal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import florin.journal.settings.JournalProperties;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class AccessTokenDecoderTests {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static ECKey key;
  private static DisposableServer issuer;
  private static ReactiveJwtDecoder tokens;

  @BeforeAll
  static void start() throws JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    String published = new JWKSet(key.toPublicJWK()).toString();
    issuer =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    response
                        .header("Content-Type", "application/json")
                        .sendString(Mono.just(published)))
            .bindNow();
    tokens =
        AccessTokenDecoder.decoder(
            new JournalProperties.Identity(
                "urn:issuer",
                "florin",
                URI.create("http://127.0.0.1:" + issuer.port()),
                "florin",
                Duration.ofHours(24)));
  }

  @AfterAll
  static void stop() {
    issuer.disposeNow();
  }

  @Test
  void takesATokenOfADay() {
    assertThat(decode(claims -> claims)).isEqualTo("ann");
    assertThat(decode(claims -> claims.issueTime(null))).isEqualTo("ann");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    Instant now = Instant.now();
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> refused =
        Map.of(
            "no subject", claims -> claims.subject(null),
            "a blank subject", claims -> claims.subject(" "),
            "a subject of two lines", claims -> claims.subject("a\nb"),
            "a long subject", claims -> claims.subject("a".repeat(256)),
            "no expiry", claims -> claims.expirationTime(null),
            "an expiry in years", claims -> claims.expirationTime(at(now, Duration.ofDays(1_000))),
            "a lifetime over the longest",
                claims ->
                    claims
                        .issueTime(at(now, Duration.ofHours(-10)))
                        .expirationTime(at(now, Duration.ofHours(20))));
    return refused.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        assertThatThrownBy(() -> decode(each.getValue()))
                            .isInstanceOf(JwtValidationException.class)));
  }

  private static Date at(Instant now, Duration after) {
    return Date.from(now.plus(after));
  }

  private static String decode(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .subject("ann")
            .issuer("urn:issuer")
            .audience("florin")
            .issueTime(Date.from(now))
            .expirationTime(at(now, Duration.ofHours(23)));
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              change.apply(claims).build());
      token.sign(new ECDSASigner(key));
      return tokens.decode(token.serialize()).map(jwt -> jwt.getSubject()).block(SOON);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
