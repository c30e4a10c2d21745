package florin.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.local.host.FlorinSettings.ChosenPorts;
import florin.local.host.FlorinSettings.Extent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlorinSettingsTests {

  private static FlorinSettings from(Map<String, String> environment) {
    return FlorinSettings.read(environment, Map.of("user.home", "/home/ada"));
  }

  @Test
  void needsNoSettingAtAll() {
    var settings = from(Map.of());
    assertThat(settings.home()).isEqualTo(Path.of("/home/ada/.florin"));
    assertThat(settings.ports()).isEqualTo(new ChosenPorts(8080, 15432, 19092, 18090));
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.extent()).isEqualTo(Extent.DEMO_HOUSEHOLD);
    assertThat(settings.plaid()).isEmpty();
    assertThat(settings.demoUsers()).isTrue();
    assertThat(settings.edge()).isEqualTo(FlorinSettings.Edge.PLAIN);
  }

  @Test
  void takesTheGatewaysNamesAndProxiesFromTheEnvironment() {
    var settings =
        from(
            Map.of(
                "FLORIN_HOSTS", "money.example, home.lan",
                "FLORIN_TRUSTED_PROXIES", "10.0.0.0/8",
                "FLORIN_ACCESS_LOG", "true",
                "FLORIN_PATIENCE", "PT1H"));

    assertThat(settings.edge())
        .isEqualTo(
            new FlorinSettings.Edge(
                List.of("money.example", "home.lan"),
                List.of("10.0.0.0/8"),
                true,
                Optional.empty()));
    assertThat(settings.patience()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"FLORIN_PATIENCE, soon", "FLORIN_PATIENCE, PT0S", "FLORIN_ACCESS_LOG, yes"})
  void namesASettingThatCannotBe(String name, String value) {
    assertThatThrownBy(() -> from(Map.of(name, value)))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith(name)
        .hasMessageContaining(value);
  }

  @Test
  void hasNoDemoUsersForARealProviderAnotherAddressOrAProxy() {
    assertThat(from(Map.of("FLORIN_BIND", "::1")).demoUsers()).isTrue();
    assertThat(from(Map.of("FLORIN_BIND", "0.0.0.0")).demoUsers()).isFalse();
    assertThat(from(Map.of("FLORIN_TRUSTED_PROXIES", "127.0.0.1")).demoUsers()).isFalse();
    assertThat(
            from(Map.of(
                    "PLAID_BASE_URL", "https://sandbox.plaid.com",
                    "PLAID_CLIENT_ID", "id",
                    "PLAID_SECRET", "secret"))
                .demoUsers())
        .isFalse();
  }

  @Test
  void takesEveryPortAndTheHomeFromTheEnvironment() {
    var settings =
        from(
            Map.of(
                "FLORIN_HOME", "/data/florin",
                "FLORIN_PORT", "9080",
                "FLORIN_POSTGRES_PORT", "9432",
                "FLORIN_KAFKA_PORT", "9092",
                "FLORIN_EMULATOR_PORT", "0",
                "FLORIN_BIND", "192.168.1.2"));
    assertThat(settings.home()).isEqualTo(Path.of("/data/florin"));
    assertThat(settings.ports()).isEqualTo(new ChosenPorts(9080, 9432, 9092, 0));
    assertThat(settings.bind()).isEqualTo("192.168.1.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "80 80"})
  void namesAPortThatCannotBe(String port) {
    assertThatThrownBy(() -> from(Map.of("FLORIN_KAFKA_PORT", port)))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("FLORIN_KAFKA_PORT: " + port)
        .hasMessageNotContaining("\n");
  }

  @Test
  void talksToAnotherPlaidWithItsKeysAndWithoutTheDemo() {
    var settings =
        from(
            Map.of(
                "PLAID_BASE_URL", "https://sandbox.plaid.com",
                "PLAID_CLIENT_ID", "client",
                "PLAID_SECRET", "secret-value",
                "PLAID_WEBHOOK_URL", "https://florin.example/webhooks/plaid"));
    assertThat(settings.plaid())
        .contains(
            new FlorinSettings.Plaid(
                URI.create("https://sandbox.plaid.com"), "client", "secret-value"));
    assertThat(settings.webhookUrl()).contains(URI.create("https://florin.example/webhooks/plaid"));
    assertThat(settings.extent()).isEqualTo(Extent.SERVICES);
    assertThat(settings.toString() + settings.plaid()).doesNotContain("secret-value");
  }

  @Test
  void asksForTheKeysOfAnotherPlaid() {
    assertThatThrownBy(() -> from(Map.of("PLAID_BASE_URL", "https://sandbox.plaid.com")))
        .isInstanceOf(CannotStart.class)
        .hasMessage("PLAID_CLIENT_ID is missing: PLAID_BASE_URL needs it");
  }

  @Test
  void refusesAPlaidThatIsNoAddress() {
    assertThatThrownBy(() -> from(Map.of("PLAID_BASE_URL", "sandbox")))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("PLAID_BASE_URL: sandbox");
  }

  @Test
  void takesAMasterKeyOf32BytesOnlyAndNeverPrintsIt() {
    var key = Base64.getEncoder().encodeToString(new byte[32]);
    assertThat(from(Map.of("FLORIN_MASTER_KEY", key)).masterKey()).contains(key);
    assertThat(from(Map.of("FLORIN_MASTER_KEY", key)).toString()).doesNotContain(key);
    assertThatThrownBy(() -> from(Map.of("FLORIN_MASTER_KEY", "c2hvcnQ=")))
        .isInstanceOf(CannotStart.class)
        .hasMessage("FLORIN_MASTER_KEY is not base64 of 32 bytes");
  }

  @Test
  void startsEmptyOrOnlyTheFoundationWhenAsked() {
    assertThat(FlorinSettings.read(Map.of(), Map.of("florin.demo", "false")).extent())
        .isEqualTo(Extent.SERVICES);
    assertThat(FlorinSettings.read(Map.of(), Map.of("florin.services", "false")).extent())
        .isEqualTo(Extent.FOUNDATION);
    assertThatThrownBy(() -> FlorinSettings.read(Map.of(), Map.of("florin.demo", "no")))
        .isInstanceOf(CannotStart.class)
        .hasMessage("-Dflorin.demo=no (expected: true or false)");
  }
}
