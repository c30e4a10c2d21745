package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.local.storage.ServiceName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * Restores the database of one service after another to a minute ago, while the others go on: it is
 * detected, and one operation repairs it; in {@code mvn -Plong verify} only. {@code -Ddrills=…}
 * sets their number, {@code -Ddrill.seconds=…} the age of the backup.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class RestoreDrillIT extends RunningHousehold {

  private static final int DRILLS = Integer.getInteger("drills", 10);
  private static final Duration AGE = Duration.ofSeconds(Integer.getInteger("drill.seconds", 60));
  private static final Duration RESTART = Duration.ofMinutes(10);

  private final Random random = new Random(1);
  private int changes;

  @Test
  void areDetectedAndRepairedForEachService() {
    Audit audit = new Audit(localCluster);
    for (int drill = 0; drill < DRILLS; drill++) {
      ServiceName service = ServiceName.values()[drill % ServiceName.values().length];
      awaitQuiet();
      whileStopped(service, () -> copy(database(service), backup(service)));
      awaitHealthy();
      changeFor(AGE);
      audit.awaitSent(service);
      whileStopped(service, () -> copy(backup(service), database(service)));
      await().atMost(RESTART).ignoreExceptions().until(() -> isDetected(audit, service));
      JsonNode repaired = audit.operate(service.role(), "relay", "{\"newIncarnation\":true}");
      assertThat(repaired.path("diverged").isMissingNode()).as("%s", repaired).isTrue();
      awaitHealthy(); // not before the repair: a diverged service is out of service
      changeFor(Duration.ofSeconds(2));
      await()
          .atMost(RESTART)
          .pollInterval(Duration.ofSeconds(2))
          .ignoreExceptions()
          .untilAsserted(() -> EmulatorTruth.demand(demo, localCluster.emulatorUrl()));
      audit.awaitRest();
      assertThat(audit.complaints()).as("drill %d, %s", drill, service).isEmpty();
      System.out.printf(
          "drill %d: %s restored, detected and repaired, %s orphans%n",
          drill + 1, service, repaired.path("orphans"));
    }
  }

  private static boolean isDetected(Audit audit, ServiceName service) {
    return audit.operate(service.role(), "relay").has("diverged");
  }

  /** Transactions at the bank, notes, goals and names of accounts. */
  private void changeFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<String> ids =
        demo.get("/api/transactions?limit=50")
            .body()
            .get("items")
            .valueStream()
            .map(one -> one.get("id").asString())
            .toList();
    String account = demo.all("/api/accounts").getFirst().get("id").asString();
    Map<String, String> money = Map.of("amount", "100.00", "currency", "USD");
    do {
      String name = "Drill " + changes++;
      String amount = BigDecimal.valueOf(random.nextInt(1, 50_000), 2).toPlainString();
      addAtBank(everydayItem(), name, amount, false);
      String id = ids.get(random.nextInt(ids.size()));
      demo.untilAnswered("PATCH", "/api/transactions/" + id, Map.of("note", name));
      demo.untilAnswered("PATCH", "/api/accounts/" + account, Map.of("name", name));
      demo.untilAnswered(
          "POST", "/api/goals", Map.of("name", UUID.randomUUID().toString(), "target", money));
    } while (System.nanoTime() < end);
  }

  private static String database(ServiceName service) {
    return service.database();
  }

  private static String backup(ServiceName service) {
    return service.database() + "_backup";
  }

  private static void whileStopped(ServiceName service, Runnable work) {
    localCluster.stop(service.process());
    work.run();
    localCluster.resume(service.process());
  }

  private static void awaitHealthy() {
    await()
        .atMost(RESTART)
        .ignoreExceptions()
        .until(() -> Client.anonymous(localCluster.gatewayUrl()).get("/health").status() == 200);
  }

  private static void copy(String from, String to) {
    String server = localCluster.jdbcUrl(ServiceName.ACCOUNTS);
    String url = server.substring(0, server.lastIndexOf('/')) + "/postgres";
    try (Connection connection =
            DriverManager.getConnection(url, "postgres", localCluster.superuserPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + to + " with (force)");
      statement.execute("create database " + to + " template " + from);
      statement.execute(
          "do $$ declare role text; begin for role in select pg_get_userbyid(datdba) from"
              + " pg_database where datname = '"
              + from
              + "' loop execute format('alter database %I owner to %I', '"
              + to
              + "', role); end loop; end $$");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
