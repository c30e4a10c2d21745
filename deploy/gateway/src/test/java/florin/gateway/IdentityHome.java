package florin.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** An identity home of its own for the tests' gateway, and tokens signed with its key. */
public final class IdentityHome
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Path HOME = fresh();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of("florin.gateway.identity-home=" + HOME).applyTo(context);
  }

  public static Path fresh() {
    try {
      return Files.createTempDirectory("florin-identity").resolve("identity");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ECKey key() {
    try {
      return ECKey.parse(Files.readString(HOME.resolve("signing-key.json")));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  public static JWTClaimsSet.Builder claims() {
    var now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer("urn:florin:local")
        .audience("florin")
        .subject("demo")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)));
  }

  public static JWSHeader.Builder header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key().getKeyID());
  }

  public static String token() {
    return sign(header().build(), claims().build(), key());
  }

  public static String sign(JWSHeader header, JWTClaimsSet claims, ECKey key) {
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
