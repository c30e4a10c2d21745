package florin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class GatewaySettingsTests {

  private final Map<String, Object> environment =
      new HashMap<>(
          Map.of(
              "FLORIN_GATEWAY_SERVICES_ACCOUNTS", "http://127.0.0.1:4001",
              "FLORIN_GATEWAY_SERVICES_TRANSACTIONS", "http://127.0.0.1:4002",
              "FLORIN_GATEWAY_SERVICES_PROVIDERSYNC", "http://127.0.0.1:4003",
              "FLORIN_GATEWAY_SERVICES_PLANNING", "http://127.0.0.1:4004",
              "FLORIN_GATEWAY_IDENTITYHOME", "/var/florin/identity"));

  @Test
  void takesTheLaunchersVariables() {
    environment.put("FLORIN_GATEWAY_DEMOUSERS", "true");
    environment.put("FLORIN_GATEWAY_TOKENLIFETIME", "5m");
    environment.put("FLORIN_GATEWAY_HOSTS", "florin.example,money.example");
    environment.put("FLORIN_GATEWAY_TRUSTEDPROXIES", "10.0.0.0/8");
    environment.put("FLORIN_GATEWAY_ACCESSLOG", "true");
    environment.put("FLORIN_GATEWAY_OPERATORPASSWORD", "s3cret");
    environment.put("FLORIN_GATEWAY_CORSORIGINS", "https://a.example,https://b.example");

    var settings = bind();

    assertThat(settings.services().of(Upstream.PROVIDER_SYNC))
        .isEqualTo(URI.create("http://127.0.0.1:4003"));
    assertThat(settings.identityHome()).isEqualTo(Path.of("/var/florin/identity"));
    assertThat(settings.demoUsers()).isTrue();
    assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.hosts()).containsExactly("florin.example", "money.example");
    assertThat(settings.trustedProxies()).containsExactly("10.0.0.0/8");
    assertThat(settings.accessLog()).isTrue();
    assertThat(settings.operatorPassword()).isEqualTo("s3cret");
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThat(settings.corsOrigins()).containsExactly("https://a.example", "https://b.example");
  }

  @Test
  void needsNothingButTheServicesAndAHome() {
    var settings = bind();

    assertThat(settings.issuer()).isEqualTo("urn:florin:local");
    assertThat(settings.audience()).isEqualTo("florin");
    assertThat(settings.jwkSetUri()).isNull();
    assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.demoUsers()).isFalse();
    assertThat(settings.corsOrigins()).isEmpty();
    assertThat(settings.bodies().api()).isEqualTo(DataSize.ofMegabytes(1));
    assertThat(settings.bodies().webhook()).isEqualTo(DataSize.ofKilobytes(64));
  }

  @Test
  void namesTheServiceThatIsMissing() {
    environment.remove("FLORIN_GATEWAY_SERVICES_PLANNING");

    assertThatThrownBy(this::bind).hasStackTraceContaining("florin.gateway.services.planning");
  }

  @Test
  void takesNoWildcardForAnOrigin() {
    environment.put("FLORIN_GATEWAY_CORSORIGINS", "*");

    assertThatThrownBy(this::bind).hasStackTraceContaining("expected: exact origins");
  }

  private GatewaySettings bind() {
    var sources = new MutablePropertySources();
    sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
    return new Binder(ConfigurationPropertySources.from(sources))
        .bind("florin.gateway", GatewaySettings.class)
        .get();
  }
}
