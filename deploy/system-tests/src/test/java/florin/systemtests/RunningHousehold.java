package florin.systemtests;

import static org.awaitility.Awaitility.await;

import florin.local.LocalCluster;
import florin.local.host.FlorinSettings;
import florin.local.storage.ServiceName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demo household in the whole of Florin as child processes, started once for a class. */
class RunningHousehold {

  static final Duration SOON = Duration.ofSeconds(60);

  @TempDir static Path home;

  static LocalCluster localCluster;
  static Client demo;

  @BeforeAll
  static void start() {
    Path root = Path.of("..", "..").toAbsolutePath().normalize();
    FlorinSettings settings =
        FlorinSettings.isolated(root, home.resolve("florin"))
            .with(FlorinSettings.Extent.DEMO_HOUSEHOLD);
    localCluster = LocalCluster.start(settings, System.out::println);
    demo = Client.user(localCluster.gatewayUrl(), "demo");
  }

  @AfterAll
  static void stop() {
    if (localCluster != null) {
      localCluster.close();
    }
  }

  static long count(ServiceName serviceName, String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                localCluster.jdbcUrl(serviceName), "postgres", localCluster.superuserPassword());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static long events(ServiceName serviceName) {
    return count(serviceName, "select count(*) from journal.event");
  }

  /** The bank where the household keeps its everyday account. */
  static String everydayItem() {
    return bank()
        .get("/_emulator/items")
        .body()
        .get("items")
        .valueStream()
        .filter(item -> item.get("institution_id").asString().equals("ins_109508"))
        .findFirst()
        .orElseThrow()
        .get("item_id")
        .asString();
  }

  static Client bank() {
    return Client.anonymous(localCluster.emulatorUrl());
  }

  static String addAtBank(String item, String name, String amount, boolean pending) {
    JsonNode added =
        bank()
            .post(
                "/_emulator/items/" + item + "/transactions",
                Map.of(
                    "account",
                    "checking",
                    "amount",
                    new java.math.BigDecimal(amount),
                    "date",
                    LocalDate.now().toString(),
                    "name",
                    name,
                    "pending",
                    pending))
            .body();
    return added.get("transaction_id").asString();
  }

  static JsonNode awaitTransaction(String externalId) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                demo.get("/api/transactions?limit=50")
                    .body()
                    .get("items")
                    .valueStream()
                    .filter(t -> EmulatorTruth.text(t, "externalId").equals(externalId))
                    .findFirst()
                    .orElse(null),
            found -> found != null);
  }

  static long runs() {
    return count(
        ServiceName.PROVIDER_SYNC,
        "select count(*) from work.sync_run where state in ('applied', 'failed')");
  }

  static void awaitQuiet() {
    await()
        .atMost(SOON)
        .until(
            () ->
                count(
                        ServiceName.PROVIDER_SYNC,
                        "select count(*) from work.sync_run where state in ('waiting', 'fetching')")
                    == 0);
    await()
        .atMost(SOON)
        .until(
            () ->
                count(ServiceName.PROVIDER_SYNC, "select max(position) from journal.event")
                    == count(ServiceName.PROVIDER_SYNC, "select position from journal.checkpoint"));
  }
}
