package florin.gateway.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import florin.gateway.GatewaySettings;
import florin.gateway.identity.secret.SigningKey;
import florin.journal.web.identity.VerifiedTokens;
import io.netty.channel.ChannelOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

/** One issuer at a time: the local one, or a foreign one by its JWK set. */
@Configuration(proxyBeanMethods = false)
class Identity {

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final int LONGEST_SUBJECT = 255;

  @Bean
  @LocalIdentity
  SigningKey signingKey(GatewaySettings settings) {
    return SigningKey.in(home(settings));
  }

  @Bean
  @LocalIdentity
  LocalUsers users(GatewaySettings settings) {
    return LocalUsers.in(home(settings), settings.demoUsers());
  }

  @Bean
  @LocalIdentity
  RefreshTokens refreshTokens(GatewaySettings settings, Clock clock) {
    return new RefreshTokens(home(settings), settings.refreshLifetime(), clock);
  }

  @Bean
  @LocalIdentity
  JwtEncoder tokenEncoder(SigningKey key) {
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key.secret())));
  }

  @Bean
  @LocalIdentity
  ReactiveJwtDecoder localTokens(SigningKey key, GatewaySettings settings, Clock clock) {
    var decoder =
        NimbusReactiveJwtDecoder.withJwkSource(_ -> Flux.fromIterable(key.published().getKeys()))
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            .build();
    decoder.setJwtValidator(rules(settings));
    return new VerifiedTokens(decoder, clock);
  }

  @Bean
  @ConditionalOnMissingBean
  ReactiveJwtDecoder foreignTokens(GatewaySettings settings, Clock clock) {
    var decoder =
        NimbusReactiveJwtDecoder.withJwkSetUri(String.valueOf(settings.jwkSetUri()))
            .jwsAlgorithms(
                pinned ->
                    pinned.addAll(
                        List.of(
                            SignatureAlgorithm.ES256,
                            SignatureAlgorithm.PS256,
                            SignatureAlgorithm.RS256)))
            .webClient(patient())
            .build();
    decoder.setJwtValidator(rules(settings));
    // The decoder throws this if the issuer is unreachable: the token may be valid.
    return new VerifiedTokens(
        token ->
            decoder
                .decode(token)
                .onErrorMap(
                    IllegalStateException.class,
                    away -> new AuthenticationServiceException("no keys of the issuer", away)),
        clock);
  }

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  private static WebClient patient() {
    var http =
        HttpClient.create()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000)
            .responseTimeout(Duration.ofSeconds(5));
    return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
  }

  private static OAuth2TokenValidator<Jwt> rules(GatewaySettings settings) {
    var time = new JwtTimestampValidator(CLOCK_SKEW);
    time.setAllowEmptyExpiryClaim(false);
    // RFC 9068 names access tokens at+jwt; logout and other tokens of an issuer are none.
    var type = new JwtTypeValidator(List.of("JWT", "at+jwt", "application/at+jwt"));
    type.setAllowEmpty(true);
    return new DelegatingOAuth2TokenValidator<>(
        type,
        time,
        new JwtIssuerValidator(settings.issuer()),
        new JwtClaimValidator<List<String>>(
            JwtClaimNames.AUD, aud -> aud != null && aud.contains(settings.audience())),
        new JwtClaimValidator<String>(JwtClaimNames.SUB, Identity::isSubject),
        lifetime(settings.maxLifetime()));
  }

  /** As OpenID Connect Core 2 allows it, and nothing that could not be written into a log. */
  private static boolean isSubject(@Nullable String sub) {
    return sub != null
        && !sub.isBlank()
        && sub.length() <= LONGEST_SUBJECT
        && sub.chars().noneMatch(Character::isISOControl);
  }

  /** A token that is valid for years cannot be taken back for years. */
  private static OAuth2TokenValidator<Jwt> lifetime(Duration longest) {
    return token -> {
      var issued = token.getIssuedAt();
      var expires = token.getExpiresAt();
      var latest = Instant.now().plus(longest).plus(CLOCK_SKEW);
      var valid =
          expires != null
              && !expires.isAfter(latest)
              && (issued == null || !expires.isAfter(issued.plus(longest).plus(CLOCK_SKEW)));
      return valid
          ? OAuth2TokenValidatorResult.success()
          : OAuth2TokenValidatorResult.failure(
              new OAuth2Error("invalid_token", "The token is valid for too long.", null));
    };
  }

  static Path home(GatewaySettings settings) {
    var home = settings.identityHome();
    if (home == null) {
      throw new IllegalStateException(
          "florin.gateway.identity-home: unset (expected: a folder, or"
              + " florin.gateway.jwk-set-uri)");
    }
    return home;
  }
}
