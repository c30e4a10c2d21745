package florin.emulator.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** The {@code Plaid-Verification} header: a JWT over the SHA-256 of the exact body bytes. */
final class Signature {
  private Signature() {}

  static String es256(byte[] body, ECKey key, Instant at) {
    try {
      return jwt(body, JWSAlgorithm.ES256, key.getKeyID(), new ECDSASigner(key), at);
    } catch (JOSEException unusable) {
      throw new IllegalStateException("kid: " + key.getKeyID(), unusable);
    }
  }

  /** The classic confusion: the public key's text as a shared secret. */
  static String hs256(byte[] body, ECKey key, Instant at) {
    try {
      var secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      return jwt(body, JWSAlgorithm.HS256, key.getKeyID(), new MACSigner(secret), at);
    } catch (JOSEException unusable) {
      throw new IllegalStateException("kid: " + key.getKeyID(), unusable);
    }
  }

  static String none(byte[] body, ECKey key, Instant at) {
    var header = Map.of("alg", "none", "kid", key.getKeyID(), "typ", "JWT");
    var claims = Map.of("iat", at.getEpochSecond(), "request_body_sha256", hash(body));
    return Base64URL.encode(Json.MAPPER.writeValueAsBytes(header))
        + "."
        + Base64URL.encode(Json.MAPPER.writeValueAsBytes(claims))
        + ".";
  }

  private static String jwt(
      byte[] body, JWSAlgorithm algorithm, String kid, JWSSigner signer, Instant at)
      throws JOSEException {
    var header = new JWSHeader.Builder(algorithm).keyID(kid).type(JOSEObjectType.JWT).build();
    var claims =
        new JWTClaimsSet.Builder()
            .claim("iat", at.getEpochSecond())
            .claim("request_body_sha256", hash(body))
            .build();
    var jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String hash(byte[] body) {
    return HexFormat.of().formatHex(Ids.sha256(body));
  }
}
