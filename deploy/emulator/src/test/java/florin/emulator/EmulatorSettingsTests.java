package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.emulator.http.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmulatorSettingsTests {
  private static final Map<String, String> KEYS =
      Map.of("PLAID_CLIENT_ID", "id", "PLAID_SECRET", "hush");

  @Test
  void hasPlaidsPaceUnlessToldOtherwise() {
    var settings = EmulatorSettings.from(KEYS);

    assertThat(settings.port()).isEqualTo(18_090);
    assertThat(settings.webhookRetry()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.home()).isEmpty();
    assertThat(settings.limits()).isEqualTo(RateLimits.LimitProfile.SANDBOX);
    assertThat(settings.loginLife()).isEmpty();
  }

  @Test
  void readsTheEnvironment() {
    var environment = new HashMap<>(KEYS);
    environment.put("FLORIN_EMULATOR_PORT", "7");
    environment.put("FLORIN_EMULATOR_HOME", "/somewhere");
    environment.put("FLORIN_EMULATOR_ANCHOR", "2026-06-30");
    environment.put("FLORIN_EMULATOR_WEBHOOKRETRY", "PT1S");
    environment.put("FLORIN_EMULATOR_LIMITS", "production");

    assertThat(EmulatorSettings.from(environment))
        .isEqualTo(
            EmulatorSettings.of("id", "hush")
                .onPort(7)
                .keptIn(Path.of("/somewhere"))
                .anchoredAt(Fixture.TODAY)
                .limited(RateLimits.LimitProfile.PRODUCTION)
                .retryingAfter(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAID_SECRET,''",
    "FLORIN_EMULATOR_PORT,many",
    "FLORIN_EMULATOR_ANCHOR,today",
    "FLORIN_EMULATOR_INITIALDELAY,soon",
    "FLORIN_EMULATOR_LIMITS,some",
    "FLORIN_EMULATOR_LOGINLIFE,long"
  })
  void namesTheVariableToChange(String name, String value) {
    var environment = new HashMap<>(KEYS);
    environment.put(name, value);

    assertThatThrownBy(() -> EmulatorSettings.from(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void keepsTheSecretToItself() {
    assertThat(EmulatorSettings.from(KEYS).toString()).doesNotContain("hush");
  }
}
