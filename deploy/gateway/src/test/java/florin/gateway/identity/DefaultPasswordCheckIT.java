package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.IdentityHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts the gateway as the launcher does: as a process, by its environment. */
class DefaultPasswordCheckIT {

  private final Path home = IdentityHome.fresh();

  @ParameterizedTest
  @CsvSource({"FLORIN_BIND, 0.0.0.0", "SERVER_ADDRESS, 0.0.0.0", "FLORIN_BIND, ::"})
  void refusesToShowADefaultPasswordToOthers(String variable, String address) throws Exception {
    LocalUsers.in(home, true);

    var gateway = start(variable + "=" + address);

    var output = new String(gateway.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gateway.exitValue()).isNotZero();
    assertThat(output.lines().filter(line -> line.contains("ERROR")))
        .singleElement()
        .asString()
        .contains("Florin does not start", "FLORIN_BIND", address, "demo, guest", home.toString());
    assertThat(output).doesNotContain("\tat ");
  }

  @Test
  void startsWhenTheDefaultPasswordsAreGone() throws Exception {
    Files.createDirectories(home);
    Files.writeString(
        home.resolve(LocalUsers.FILE),
        "ann:$2y$05$8aKJ7KtsICVEpezywaanNee0oQRhDYBOKXuRaKFnTYUTImYgKZ6gy\n");

    var gateway = start("FLORIN_BIND=0.0.0.0");

    try (var output = gateway.inputReader()) {
      assertThat(output.lines().anyMatch(line -> line.contains("Started GatewayApplication")))
          .isTrue();
    } finally {
      gateway.destroy();
      assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Process start(String setting) throws IOException {
    var command =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "florin.gateway.GatewayApplication"));
    var environment = command.environment();
    for (var service : List.of("ACCOUNTS", "TRANSACTIONS", "PROVIDERSYNC", "PLANNING")) {
      environment.put("FLORIN_GATEWAY_SERVICES_" + service, "http://127.0.0.1:1");
    }
    environment.put("FLORIN_GATEWAY_IDENTITYHOME", home.toString());
    environment.put("SERVER_PORT", "0");
    var parts = setting.split("=", 2);
    environment.put(parts[0], parts[1]);
    return command.redirectErrorStream(true).start();
  }
}
