package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import florin.local.LocalCluster;
import florin.local.host.FlorinSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code florin-migrate} as its users call it, before the whole of Florin as child processes.
 * {@code -Dmigration.rows=250000} sets the number of transactions; the rows per second are printed.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class MigrationToolIT {

  private static final int ROWS = Integer.getInteger("migration.rows", 300);

  @TempDir private Path folder;

  @Test
  void createsUsersAndBringsTheirRows() throws Exception {
    Path root = Path.of("..", "..").toAbsolutePath().normalize();
    try (LocalCluster florin =
        LocalCluster.start(FlorinSettings.isolated(root, folder.resolve("florin")))) {
      call(florin, "sample", "--transactions", String.valueOf(ROWS));
      long from = System.nanoTime();
      call(florin, "run", "--create-users", "yes");
      double seconds = (System.nanoTime() - from) / 1e9;
      System.out.printf(
          "florin-migrate run: %d transactions in %.1f s, %.0f rows/s%n",
          ROWS, seconds, ROWS / seconds);
      call(florin, "verify");

      List<String> passwords = Files.readAllLines(folder.resolve("passwords"));
      assertThat(passwords)
          .extracting(line -> line.substring(0, line.indexOf(' ')))
          .containsExactlyInAnyOrder("ada", "ben", "cleo");
      long brought = 0;
      for (String line : passwords) {
        String name = line.substring(0, line.indexOf(' '));
        Client client =
            Client.user(florin.gatewayUrl(), name, line.substring(line.indexOf(' ') + 1));
        brought +=
            client
                .get("/api/transactions?include=totals&limit=1")
                .body()
                .path("totals")
                .path("count")
                .asLong();
      }
      assertThat(brought).isGreaterThanOrEqualTo(ROWS);
    }
  }

  private void call(LocalCluster florin, String command, String... options)
      throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(
            List.of(
                florin.home().resolve("bin/florin-migrate").toString(),
                command,
                "--source",
                folder.resolve("pynance.db").toString()));
    line.addAll(List.of(options));
    if (!command.equals("sample")) {
      line.addAll(
          List.of(
              "--passwords",
              folder.resolve("passwords").toString(),
              "--report",
              folder.resolve("report").toString()));
    }
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).directory(folder.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.println(printed);
    assertThat(process.waitFor()).as(printed).isZero();
  }
}
