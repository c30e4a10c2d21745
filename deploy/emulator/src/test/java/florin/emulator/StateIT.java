package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StateIT {
  private static final Map<String, ?> COFFEE =
      Map.of("account", "checking", "amount", 4.5, "date", "2026-06-29", "name", "Coffee");

  @TempDir private Path folder;

  @Test
  void isTheSameTruthForTheSameSeedAndAnchor() {
    assertThat(hash(Fixture.settings())).isEqualTo(hash(Fixture.settings()));
    assertThat(hash(Fixture.settings())).isNotEqualTo(hash(Fixture.settings().seeded(43)));
    assertThat(hash(Fixture.settings()))
        .isNotEqualTo(hash(Fixture.settings().anchoredAt(Fixture.TODAY.minusDays(1))));
  }

  @Test
  void survivesARestart() {
    var settings = Fixture.settings().keptIn(folder);
    var truth = new HashMap<String, Object>();
    Client.Linked item;
    String cursor;
    String late;
    try (var emulator = PlaidEmulator.start(settings)) {
      var client = new Client(emulator.baseUrl());
      item = client.link("ins_109508");
      cursor = client.sync(item, "", 500).cursor;
      late = client.add(item, COFFEE);
      client.ok("/sandbox/item/reset_login", Map.of("access_token", item.accessToken()));
      truth.put("truth", client.truth(item));
      truth.put("items", client.control("items"));
      truth.put("webhooks", client.control("webhooks"));
    }

    try (var emulator = PlaidEmulator.start(settings.anchoredAt(Fixture.TODAY.plusDays(9)))) {
      var client = new Client(emulator.baseUrl());
      assertThat(client.truth(item)).isEqualTo(truth.get("truth"));
      assertThat(client.control("items")).isEqualTo(truth.get("items"));
      assertThat(client.control("webhooks")).isEqualTo(truth.get("webhooks"));
      assertThat(client.control("health").path("anchor").stringValue())
          .isEqualTo(Fixture.TODAY.toString());
      var page = Map.of("access_token", item.accessToken(), "cursor", cursor);
      assertThat(client.plaid("/transactions/sync", page).errorCode())
          .isEqualTo("ITEM_LOGIN_REQUIRED");
      client.control("POST", "items/" + item.itemId() + "/repair", Map.of());
      assertThat(Client.Update.ids(client.sync(item, cursor, 500).added)).containsExactly(late);
    }
  }

  @Test
  void survivesTheKillingOfItsProcess() throws Exception {
    var process = launch();
    try {
      var client = awaitClient(process);
      var item = client.link("ins_127287");
      var added = client.add(item, COFFEE);
      var truth = client.truth(item);
      assertThatThrownBy(() -> PlaidEmulator.start(Fixture.settings().keptIn(folder)))
          .hasMessageContaining("state folder in use");
      process.destroyForcibly().waitFor();

      try (var emulator = PlaidEmulator.start(Fixture.settings().keptIn(folder))) {
        var restarted = new Client(emulator.baseUrl());
        assertThat(restarted.truth(item)).isEqualTo(truth);
        assertThat(truth.path("transactions").valueStream())
            .anyMatch(one -> one.path("transaction_id").stringValue().equals(added));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void dropsATornLastLine() throws IOException {
    var settings = Fixture.settings().keptIn(folder);
    var log = folder.resolve("emulator.jsonl");
    Client.Linked item;
    String hash;
    try (var emulator = PlaidEmulator.start(settings)) {
      var client = new Client(emulator.baseUrl());
      item = client.link("ins_127287");
      hash = client.truth(item).path("hash").stringValue();
    }
    var whole = Files.readAllBytes(log);
    Files.write(
        log,
        "[{\"entry\":\"item-removed\",\"item".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);

    try (var emulator = PlaidEmulator.start(settings)) {
      var client = new Client(emulator.baseUrl());
      assertThat(client.truth(item).path("hash").stringValue()).isEqualTo(hash);
      client.add(item, COFFEE);
    }
    assertThat(Files.readAllBytes(log)).startsWith(whole);
    try (var emulator = PlaidEmulator.start(settings)) {
      assertThat(new Client(emulator.baseUrl()).truth(item).path("hash").stringValue())
          .isNotEqualTo(hash);
    }
  }

  @Test
  void readsAFolderFromBeforeTheLatestFields() throws IOException {
    var settings = Fixture.settings().keptIn(folder);
    var log = folder.resolve("emulator.jsonl");
    Client.Linked item;
    JsonNode truth;
    try (var emulator = PlaidEmulator.start(settings)) {
      var client = new Client(emulator.baseUrl());
      item = client.link("ins_109508");
      client.control("POST", "faults", Map.of("kind", "http", "status", 503));
      client.control("POST", "items/" + item.itemId() + "/repair", Map.of());
      truth = client.truth(item);
    }
    var whole = Files.readString(log);
    var old =
        whole.replaceAll(
            ",\"(movements|sibling|after|hang|location|count)\":(null|0|10000|\"[A-Z0-9]+\")", "");
    var older = old.replaceAll("(login-repaired[^}]*),\"at\":\"[^\"]*\"", "$1");
    assertThat(older.length()).isLessThan(old.length());
    Files.writeString(log, older);

    try (var emulator = PlaidEmulator.start(settings)) {
      var client = new Client(emulator.baseUrl());
      assertThat(client.truth(item)).isEqualTo(truth);
      var sync = Map.of("access_token", item.accessToken());
      assertThat(client.plaid("/transactions/sync", sync).status()).isEqualTo(503);
      assertThat(client.plaid("/transactions/sync", sync).status()).isEqualTo(200);
    }
  }

  @Test
  void refusesADamagedFolder() throws IOException {
    Files.writeString(folder.resolve("emulator.jsonl"), "not json\n");

    assertThatThrownBy(() -> PlaidEmulator.start(Fixture.settings().keptIn(folder)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("state damaged at byte 0");
  }

  @Test
  void belongsToOneEmulatorAtATimeAndToItsOwnerAlone() throws IOException {
    var settings = Fixture.settings().keptIn(folder);
    try (var emulator = PlaidEmulator.start(settings)) {
      assertThat(emulator.port()).isPositive();
      assertThatThrownBy(() -> PlaidEmulator.start(settings))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("state folder in use");
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("emulator.jsonl")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void resumesAnInterruptedHistory() {
    var slow = Fixture.settings().keptIn(folder).readyAfter(Duration.ZERO, Duration.ofHours(1));
    Client.Linked item;
    try (var emulator = PlaidEmulator.start(slow)) {
      var client = new Client(emulator.baseUrl());
      item = client.link("ins_109508");
      assertThat(client.truth(item).path("transactions_update_status").stringValue())
          .isEqualTo("INITIAL_UPDATE_COMPLETE");
    }

    try (var emulator = PlaidEmulator.start(Fixture.settings().keptIn(folder))) {
      assertThat(
              new Client(emulator.baseUrl())
                  .truth(item)
                  .path("transactions_update_status")
                  .stringValue())
          .isEqualTo("HISTORICAL_UPDATE_COMPLETE");
    }
  }

  @Test
  void sendsUndeliveredWebhooksAgainAfterARestart() {
    var patient = Fixture.settings().keptIn(folder).retryingAfter(Duration.ofHours(1));
    var status = new AtomicInteger(500);
    try (var receiver = Receiver.answering(ordinal -> status.get())) {
      try (var emulator = PlaidEmulator.start(patient)) {
        var client = new Client(emulator.baseUrl());
        var item = client.link("ins_109508");
        client.ok(
            "/item/webhook/update",
            Map.of("access_token", item.accessToken(), "webhook", receiver.url()));
        Awaitility.await()
            .until(() -> client.control("webhooks").toString().contains("\"statuses\":[500]"));
      }
      status.set(200);

      try (var emulator = PlaidEmulator.start(patient)) {
        var client = new Client(emulator.baseUrl());
        Awaitility.await()
            .until(() -> client.control("webhooks").toString().contains("\"statuses\":[500,200]"));
      }
      assertThat(receiver.codes())
          .containsExactly("WEBHOOK_UPDATE_ACKNOWLEDGED", "WEBHOOK_UPDATE_ACKNOWLEDGED");
    }
  }

  private static String hash(EmulatorSettings settings) {
    try (var emulator = PlaidEmulator.start(settings)) {
      var client = new Client(emulator.baseUrl());
      return client.truth(client.link("ins_109512")).path("hash").stringValue();
    }
  }

  /** The same main class the launcher runs, on any free port, which it prints. */
  private Process launch() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PlaidEmulator.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "PLAID_CLIENT_ID",
                Client.ID,
                "PLAID_SECRET",
                Client.SECRET,
                "FLORIN_EMULATOR_PORT",
                "0",
                "FLORIN_EMULATOR_HOME",
                folder.toString(),
                "FLORIN_EMULATOR_INITIALDELAY",
                "PT0S",
                "FLORIN_EMULATOR_HISTORICALDELAY",
                "PT0S"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private Client awaitClient(Process process) {
    var output = folder.resolve("output.txt");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !process.isAlive() || Files.readString(output).contains("Plaid emulator at http"));
    try {
      var text = Files.readString(output);
      var address = text.substring(text.indexOf("http://127")).lines().findFirst().orElseThrow();
      return new Client(URI.create(address.strip()));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
