package florin.gateway.identity;

import florin.gateway.GatewaySettings;
import florin.gateway.identity.secret.SigningKey;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Issues the access tokens of the local identity. */
@Component
@LocalIdentity
final class AccessTokens {

  private final SigningKey key;
  private final JwtEncoder encoder;
  private final GatewaySettings settings;
  private final InstantSource clock;

  AccessTokens(SigningKey key, JwtEncoder encoder, GatewaySettings settings, InstantSource clock) {
    this.key = key;
    this.encoder = encoder;
    this.settings = settings;
    this.clock = clock;
  }

  String issue(String name) {
    var now = clock.instant();
    var claims =
        JwtClaimsSet.builder()
            .id(UUID.randomUUID().toString())
            .issuer(settings.issuer())
            .audience(List.of(settings.audience()))
            .subject(name)
            .issuedAt(now)
            .expiresAt(now.plus(settings.tokenLifetime()))
            .build();
    var header =
        JwsHeader.with(SignatureAlgorithm.ES256).type("JWT").keyId(key.secret().getKeyID()).build();
    return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
  }
}
