package florin.journal.setup;

import florin.journal.settings.JournalProperties;
import florin.journal.web.identity.VerifiedTokens;
import io.netty.channel.ChannelOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/**
 * Decodes and checks access tokens, independently of the gateway: signature, issuer, audience,
 * subject, times, lifetime and kind (RFC 9068). Keys once read stay usable while the issuer is
 * away; an issuer that was never reached is no verdict on a token.
 */
final class AccessTokenDecoder {

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final int LONGEST_SUBJECT = 255;
  private static final List<String> KINDS = List.of("JWT", "at+jwt", "application/at+jwt");

  private AccessTokenDecoder() {}

  static ReactiveJwtDecoder decoder(JournalProperties.Identity identity) {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withJwkSetUri(identity.jwkSetUri().toString())
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .jwsAlgorithm(SignatureAlgorithm.PS256)
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .webClient(client())
            .build();
    decoder.setJwtValidator(rules(identity));
    return new VerifiedTokens(
        token ->
            decoder
                .decode(token)
                .onErrorMap(
                    IllegalStateException.class,
                    away -> new AuthenticationServiceException("no keys of the issuer", away)),
        Clock.systemUTC());
  }

  private static WebClient client() {
    HttpClient http =
        HttpClient.create()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2_000)
            .responseTimeout(Duration.ofSeconds(5));
    return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
  }

  private static OAuth2TokenValidator<Jwt> rules(JournalProperties.Identity identity) {
    JwtTimestampValidator times = new JwtTimestampValidator(CLOCK_SKEW);
    times.setAllowEmptyExpiryClaim(false);
    JwtTypeValidator kind = new JwtTypeValidator(KINDS);
    kind.setAllowEmpty(true);
    return new DelegatingOAuth2TokenValidator<>(
        kind,
        times,
        new JwtIssuerValidator(identity.issuer()),
        new JwtClaimValidator<List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(identity.audience())),
        new JwtClaimValidator<String>(JwtClaimNames.SUB, AccessTokenDecoder::isSubject),
        lifetime(identity.maxLifetime()));
  }

  /** As OpenID Connect Core 2 allows it, and nothing that could not be written into a log. */
  private static boolean isSubject(@Nullable String subject) {
    return subject != null
        && !subject.isBlank()
        && subject.length() <= LONGEST_SUBJECT
        && subject.chars().noneMatch(Character::isISOControl);
  }

  /** A token that is valid for years cannot be taken back for years. */
  private static OAuth2TokenValidator<Jwt> lifetime(Duration longest) {
    return token -> {
      Instant now = Instant.now();
      Instant issued = token.getIssuedAt() == null ? now : token.getIssuedAt();
      Instant expires = token.getExpiresAt();
      boolean valid =
          expires != null
              && !expires.isAfter(now.plus(longest).plus(CLOCK_SKEW))
              && !expires.isAfter(issued.plus(longest).plus(CLOCK_SKEW));
      return valid
          ? OAuth2TokenValidatorResult.success()
          : OAuth2TokenValidatorResult.failure(
              new OAuth2Error("invalid_token", "The token is valid for too long.", null));
    };
  }
}
