package florin.providersync.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import florin.journal.stream.Rejection;
import florin.providersync.plaid.WebhookKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Plaid's signature over a webhook's raw bytes (Plaid documentation, "Webhook verification"): a JWS
 * in header {@code Plaid-Verification} whose payload holds the body's SHA-256 and the time of
 * signing. Nothing of it is believed before the algorithm is ES256 and the key is Plaid's.
 */
final class PlaidSignature {

  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final Duration EARLIEST = Duration.ofSeconds(60);

  /** Key ids are UUIDs; anything else is not worth a question to Plaid. */
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private static final int LONGEST = 4096;
  private static final String HASH = "request_body_sha256";

  private final SignedJWT jws;

  private PlaidSignature(SignedJWT jws) {
    this.jws = jws;
  }

  /**
   * @throws Rejection {@code webhook-unverified} if it could not be genuine whatever the key
   */
  static PlaidSignature parse(String header) {
    if (header.length() > LONGEST) {
      throw UnverifiedWebhook.webhook();
    }
    try {
      SignedJWT jws = SignedJWT.parse(header);
      JWSHeader jwsHeader = jws.getHeader();
      String kid = jwsHeader.getKeyID();
      if (!JWSAlgorithm.ES256.equals(jwsHeader.getAlgorithm())
          || kid == null
          || !KEY_ID.matcher(kid).matches()) {
        throw UnverifiedWebhook.webhook();
      }
      return new PlaidSignature(jws);
    } catch (ParseException | IllegalArgumentException damaged) {
      throw UnverifiedWebhook.webhook();
    }
  }

  String keyId() {
    return jws.getHeader().getKeyID();
  }

  /**
   * Checked before the body is read: a header without the two claims, or of another time, is not
   * worth a byte of it.
   *
   * @throws Rejection {@code webhook-unverified} unless the time fits and there is a hash
   */
  void demandRecent(Instant now) {
    try {
      JWTClaimsSet claims = jws.getJWTClaimsSet();
      Date issued = claims.getIssueTime();
      if (issued == null
          || claims.getStringClaim(HASH) == null
          || issued.toInstant().isBefore(now.minus(OLDEST))
          || issued.toInstant().isAfter(now.plus(EARLIEST))) {
        throw UnverifiedWebhook.webhook();
      }
    } catch (ParseException notClaims) {
      throw UnverifiedWebhook.webhook();
    }
  }

  /**
   * Checked before a key is looked up. The hash is compared in lower case, as Plaid writes it.
   *
   * @throws Rejection {@code webhook-unverified} unless it is the signature of this body
   */
  void demandOf(byte[] body) {
    try {
      String hash = jws.getJWTClaimsSet().getStringClaim(HASH);
      if (hash == null
          || !MessageDigest.isEqual(
              sha256(body).getBytes(StandardCharsets.US_ASCII),
              hash.getBytes(StandardCharsets.UTF_8))) {
        throw UnverifiedWebhook.webhook();
      }
    } catch (ParseException notClaims) {
      throw UnverifiedWebhook.webhook();
    }
  }

  /**
   * @throws Rejection {@code webhook-unverified} unless key and signature fit
   */
  void demandSignedBy(WebhookKey key) {
    if (key.expiredAt().isPresent()
        || !key.alg().equals("ES256")
        || !key.crv().equals(Curve.P_256.getName())
        || !key.kid().equals(keyId())
        || !signedBy(key)) {
      throw UnverifiedWebhook.webhook();
    }
  }

  private boolean signedBy(WebhookKey key) {
    try {
      ECKey ec =
          new ECKey.Builder(Curve.P_256, new Base64URL(key.x()), new Base64URL(key.y())).build();
      return jws.verify(new ECDSAVerifier(ec));
    } catch (JOSEException | IllegalStateException | IllegalArgumentException unusable) {
      return false;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
