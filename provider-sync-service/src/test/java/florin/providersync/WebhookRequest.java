package florin.providersync;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A webhook on its way, with its signatures. */
record WebhookRequest(List<String> signatures, byte[] body) {

  private static final KeyPair RSA = rsa();

  /** As Plaid writes it: two spaces, no newline at the end. */
  static byte[] body(String item) {
    return """
    {
      "environment": "sandbox",
      "historical_update_complete": true,
      "initial_update_complete": true,
      "item_id": "%s",
      "webhook_code": "SYNC_UPDATES_AVAILABLE",
      "webhook_type": "TRANSACTIONS"
    }\
    """
        .formatted(item)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The status of the answer. */
  Mono<Integer> to(ProviderSync sync) {
    return WebClient.create()
        .post()
        .uri(sync.webhookUrl())
        .contentType(MediaType.APPLICATION_JSON)
        .headers(headers -> headers.addAll("Plaid-Verification", signatures))
        .bodyValue(body)
        .exchangeToMono(answer -> answer.releaseBody().thenReturn(answer.statusCode().value()));
  }

  static WebhookRequest genuine(String item, ECKey key) {
    return of(body(item), es256(header(key.getKeyID()).build(), claims(body(item), 0), key));
  }

  static WebhookRequest of(byte[] body, String... signatures) {
    return new WebhookRequest(List.of(signatures), body);
  }

  static JWSHeader.Builder header(@Nullable String kid) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(kid);
  }

  /** Signed so many seconds from now. */
  static JWTClaimsSet claims(byte[] body, long seconds) {
    return new JWTClaimsSet.Builder()
        .claim("iat", Instant.now().getEpochSecond() + seconds)
        .claim("request_body_sha256", hash(body))
        .build();
  }

  static String es256(JWSHeader header, JWTClaimsSet claims, ECKey key) {
    try {
      return signed(header, claims, new ECDSASigner(key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The public key as a shared secret. */
  static String hs256(JWTClaimsSet claims, ECKey key) {
    try {
      return signed(
          new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
          claims,
          new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String rs256(JWTClaimsSet claims, String kid) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(),
        claims,
        new RSASSASigner(RSA.getPrivate()));
  }

  private static KeyPair rsa() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String none(JWTClaimsSet claims, String kid) {
    Map<String, String> header = Map.of("alg", "none", "kid", kid);
    return Base64URL.encode(JSONObjectUtils.toJSONString(Map.copyOf(header)))
        + "."
        + Base64URL.encode(claims.toString())
        + ".";
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
