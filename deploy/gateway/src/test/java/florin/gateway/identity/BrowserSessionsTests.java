package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import florin.gateway.GatewaySettings;
import florin.gateway.identity.secret.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

class BrowserSessionsTests {

  @TempDir private Path home;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private BrowserSessions sessions;

  @BeforeEach
  void open() {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "florin.gateway.services.accounts", "http://127.0.0.1:1",
                "florin.gateway.services.transactions", "http://127.0.0.1:1",
                "florin.gateway.services.provider-sync", "http://127.0.0.1:1",
                "florin.gateway.services.planning", "http://127.0.0.1:1",
                "florin.gateway.sessions.idle", "10m",
                "florin.gateway.sessions.lifetime", "25m"));
    var settings =
        new Binder(new MapConfigurationPropertySource(properties))
            .bind("florin.gateway", GatewaySettings.class)
            .get();
    var key = SigningKey.in(home);
    var encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key.secret())));
    sessions =
        new BrowserSessions(
            settings, new AccessTokens(key, encoder, settings, () -> now), () -> now);
  }

  @Test
  void anIdleSessionEnds() {
    var secret = sessions.open("demo").secret();

    pass(Duration.ofMinutes(10).minusMillis(1));
    assertThat(sessions.use(secret)).isPresent();
    pass(Duration.ofMinutes(10));
    assertThat(sessions.use(secret)).isEmpty();
    assertThat(sessions.use(secret)).isEmpty();
  }

  @Test
  void aSessionInUseEndsAtItsGreatestAge() {
    var secret = sessions.open("demo").secret();

    for (int i = 0; i < 4; i++) {
      pass(Duration.ofMinutes(6));
      assertThat(sessions.use(secret)).isPresent();
    }
    pass(Duration.ofMinutes(1));
    assertThat(sessions.use(secret)).isEmpty();
  }

  @Test
  void theAccessTokenIsRenewedBeforeItExpires() {
    var opened = sessions.open("demo");

    pass(Duration.ofMinutes(7));
    assertThat(sessions.use(opened.secret()).orElseThrow().accessToken())
        .isEqualTo(opened.session().accessToken());
    pass(Duration.ofMinutes(1));
    var renewed = sessions.use(opened.secret()).orElseThrow();
    assertThat(renewed.accessToken()).isNotEqualTo(opened.session().accessToken());
    assertThat(renewed.csrfToken()).isEqualTo(opened.session().csrfToken());
  }

  @Test
  void aNewPasswordEndsAllSessionsOfTheUser() {
    var first = sessions.open("demo").secret();
    var second = sessions.open("demo").secret();
    var other = sessions.open("guest").secret();

    sessions.endAllOf("demo");

    assertThat(sessions.use(first)).isEmpty();
    assertThat(sessions.use(second)).isEmpty();
    assertThat(sessions.use(other)).isPresent();
  }

  @Test
  void theLeastRecentlyUsedSessionEndsWhenThereAreTooMany() {
    var first = sessions.open("demo").secret();
    pass(Duration.ofSeconds(1));
    var second = sessions.open("demo").secret();
    pass(Duration.ofSeconds(1));
    sessions.use(first);
    for (int i = 0; i < 99; i++) {
      pass(Duration.ofMillis(1));
      sessions.open("demo");
    }

    assertThat(sessions.use(first)).isPresent();
    assertThat(sessions.use(second)).isEmpty();
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
  }
}
