package florin.gateway.identity.secret;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;

/** The ES256 key of the local identity, kept as a JWK in {@code signing-key.json}. */
public final class SigningKey {

  private final ECKey key;

  private SigningKey(ECKey key) {
    this.key = key;
  }

  public static SigningKey in(Path home) {
    var file = new PrivateFile(home, "signing-key.json");
    try {
      return new SigningKey(ECKey.parse(file.readOrCreate(() -> fresh().toJSONString())));
    } catch (ParseException _) {
      // The parser's message may quote the key.
      throw new IllegalStateException("signing key: " + file.path() + " (expected: an EC JWK)");
    }
  }

  private static ECKey fresh() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .algorithm(JWSAlgorithm.ES256)
          .keyUse(KeyUse.SIGNATURE)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no ES256 key can be made", e);
    }
  }

  /** With the private part: for signing only. */
  public ECKey secret() {
    return key;
  }

  public JWKSet published() {
    return new JWKSet(key.toPublicJWK());
  }
}
