package florin.gateway.identity;

import static florin.gateway.IdentityHome.claims;
import static florin.gateway.IdentityHome.header;
import static florin.gateway.IdentityHome.key;
import static florin.gateway.IdentityHome.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import florin.gateway.GatewayTest;
import florin.gateway.IdentityHome;
import florin.gateway.RawHttp;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class BadTokensIT {

  @LocalServerPort private int port;

  @Test
  void theTokenTheOthersAreMadeFromIsGood() throws Exception {
    assertThat(get("Authorization: Bearer " + IdentityHome.token())).startsWith("HTTP/1.1 200 ");
  }

  @TestFactory
  Stream<DynamicTest> everyBadTokenIsRefused() throws Exception {
    return badTokens().entrySet().stream()
        .map(
            bad ->
                DynamicTest.dynamicTest(
                    bad.getKey(), () -> refused(get("Authorization: Bearer " + bad.getValue()))));
  }

  @TestFactory
  Stream<DynamicTest> everyOtherWayToHandATokenInIsRefused() {
    var token = IdentityHome.token();
    return Map.of(
            "two good Authorization headers",
            new String[] {"Authorization: Bearer " + token, "Authorization: Bearer " + token},
            "a good one after another scheme",
            new String[] {"Authorization: Basic ZGVtbzpkZW1v", "Authorization: Bearer " + token},
            "basic",
            new String[] {"Authorization: Basic ZGVtbzpkZW1v"},
            "no scheme",
            new String[] {"Authorization: " + token},
            "two tokens in one header",
            new String[] {"Authorization: Bearer " + token + ", Bearer " + token},
            "empty",
            new String[] {"Authorization: Bearer "},
            "a cookie",
            new String[] {"Cookie: access_token=" + token},
            "none",
            new String[0])
        .entrySet()
        .stream()
        .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> refused(get(way.getValue()))));
  }

  @Test
  void aTokenInTheAddressIsNone() throws Exception {
    refused(RawHttp.get(port, "/api/accounts?access_token=" + IdentityHome.token()));
  }

  @Test
  void aBadTokenDoesNotShutWhatIsOpen() throws Exception {
    assertThat(RawHttp.get(port, "/auth/jwks", "Authorization: Bearer nonsense"))
        .startsWith("HTTP/1.1 200 ");
  }

  private static Map<String, String> badTokens() throws Exception {
    var now = Instant.now();
    var other = new ECKeyGenerator(Curve.P_256).keyID(key().getKeyID()).generate();
    var stranger = new ECKeyGenerator(Curve.P_256).keyID("other").generate();
    var good = IdentityHome.token();
    var parts = good.split("\\.");
    var bad = new LinkedHashMap<String, String>();
    bad.put("alg none", new PlainJWT(claims().build()).serialize());
    bad.put("alg none with a signature", new PlainJWT(claims().build()).serialize() + parts[2]);
    bad.put("HS256 with the public key's JWK", mac(key().toPublicJWK().toJSONString().getBytes()));
    bad.put("HS256 with the public key's encoding", mac(key().toECPublicKey().getEncoded()));
    bad.put("another key under our kid", sign(header().build(), claims().build(), other));
    bad.put(
        "another kid",
        sign(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("other").build(),
            claims().build(),
            stranger));
    bad.put(
        "our key under another kid",
        sign(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("other").build(),
            claims().build(),
            key()));
    bad.put(
        "a key of its own in the header",
        sign(
            new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(stranger.toPublicJWK()).build(),
            claims().build(),
            stranger));
    bad.put(
        "an address of keys in the header",
        sign(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("other")
                .jwkURL(URI.create("http://127.0.0.1:1/jwks"))
                .x509CertURL(URI.create("http://127.0.0.1:1/x5u"))
                .build(),
            claims().build(),
            stranger));
    bad.put(
        "another kind of object",
        sign(header().type(new JOSEObjectType("logout+jwt")).build(), claims().build(), key()));
    bad.put("another audience", sign(header().build(), claims().audience("other").build(), key()));
    bad.put("no audience", sign(header().build(), claims().audience((String) null).build(), key()));
    bad.put("another issuer", sign(header().build(), claims().issuer("urn:other").build(), key()));
    bad.put("no issuer", sign(header().build(), claims().issuer(null).build(), key()));
    bad.put("no subject", sign(header().build(), claims().subject(null).build(), key()));
    bad.put("an empty subject", sign(header().build(), claims().subject(" ").build(), key()));
    bad.put(
        "expired",
        sign(
            header().build(),
            claims().expirationTime(Date.from(now.minusSeconds(60))).build(),
            key()));
    bad.put(
        "a long subject", sign(header().build(), claims().subject("a".repeat(300)).build(), key()));
    bad.put(
        "a subject of two lines", sign(header().build(), claims().subject("a\nb").build(), key()));
    bad.put(
        "valid for years",
        sign(
            header().build(),
            claims().expirationTime(Date.from(now.plusSeconds(3 * 365 * 86_400L))).build(),
            key()));
    bad.put(
        "valid for two days, of which one is over",
        sign(
            header().build(),
            claims()
                .issueTime(Date.from(now.minusSeconds(86_400)))
                .expirationTime(Date.from(now.plusSeconds(80_000)))
                .build(),
            key()));
    bad.put("without an end", sign(header().build(), claims().expirationTime(null).build(), key()));
    bad.put(
        "not yet valid",
        sign(
            header().build(),
            claims().notBeforeTime(Date.from(now.plusSeconds(300))).build(),
            key()));
    bad.put("signature cut", good.substring(0, good.length() - 10));
    bad.put("no signature", parts[0] + "." + parts[1] + ".");
    bad.put("two parts", parts[0] + "." + parts[1]);
    bad.put(
        "another's claims",
        parts[0]
            + "."
            + sign(header().build(), claims().subject("guest").build(), key()).split("\\.")[1]
            + "."
            + parts[2]);
    bad.put("all zero signature", parts[0] + "." + parts[1] + "." + "A".repeat(86));
    bad.put("no token at all", "nonsense");
    bad.put("only dots", "..");
    return bad;
  }

  private static String mac(byte[] secret) throws Exception {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key().getKeyID()).build(),
            claims().build());
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private String get(String... headers) throws Exception {
    return RawHttp.get(port, "/api/accounts", headers);
  }

  private static void refused(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 401 ")
        .containsIgnoringCase("WWW-Authenticate: Bearer")
        .containsIgnoringCase("Content-Type: application/problem+json")
        .contains("\"type\":\"urn:florin:problem:unauthenticated\"")
        .doesNotContain("Exception");
  }
}
