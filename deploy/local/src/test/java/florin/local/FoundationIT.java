package florin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.local.host.FlorinSettings;
import florin.local.host.LocalHttp;
import florin.local.storage.DatabaseRole;
import florin.local.storage.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services stand on, as they find it: durable, closed, and back after a kill. */
class FoundationIT {

  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @TempDir static Path parent;

  private static LocalCluster localCluster;

  @BeforeAll
  static void start() {
    var root = Path.of(System.getProperty("florin.root"));
    var settings =
        FlorinSettings.isolated(root, parent.resolve("home"))
            .with(FlorinSettings.Extent.FOUNDATION);
    localCluster = LocalCluster.start(settings);
  }

  @AfterAll
  static void stop() {
    if (localCluster != null) {
      localCluster.close();
    }
  }

  @Test
  void keepsWhatIsCommitted() throws SQLException {
    try (var connection = owner(ServiceName.ACCOUNTS)) {
      assertThat(one(connection, "show fsync")).isEqualTo("on");
      assertThat(one(connection, "show synchronous_commit")).isEqualTo("on");
      assertThat(one(connection, "show full_page_writes")).isEqualTo("on");
      assertThat(one(connection, "show data_checksums")).isEqualTo("on");
      assertThat(one(connection, "show server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void letsNobodyInWithoutTheRightPassword() {
    var url = localCluster.jdbcUrl(ServiceName.ACCOUNTS);
    assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    assertThatThrownBy(() -> DriverManager.getConnection(url, "accounts_app", "accounts_app"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @Test
  void storesPasswordsAsScramOnly() throws SQLException {
    try (var connection = superuser()) {
      assertThat(
              one(
                  connection,
                  "select count(*) from pg_authid where rolcanlogin"
                      + " and rolpassword not like 'SCRAM-SHA-256$%'"))
          .isEqualTo("0");
      assertThat(
              one(
                  connection,
                  "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThat(one(connection, "select count(*) from pg_roles where rolsuper")).isEqualTo("1");
    }
  }

  @Test
  void keepsOneServiceOutOfTheDatabaseOfAnother() {
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    localCluster.jdbcUrl(ServiceName.PLANNING),
                    localCluster.user(ServiceName.ACCOUNTS, DatabaseRole.APP),
                    localCluster.password(ServiceName.ACCOUNTS, DatabaseRole.APP)))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void startsAKilledDatabaseAgainWithItsData() throws SQLException {
    try (var connection = owner(ServiceName.TRANSACTIONS);
        var statement = connection.createStatement()) {
      statement.execute("create schema kept");
      statement.execute("create table kept.row as select 42 as value");
    }
    var killed = localCluster.pid("postgres");
    localCluster.kill("postgres");
    Awaitility.await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(localCluster.pid("postgres")).isNotEqualTo(killed);
              try (var connection = owner(ServiceName.TRANSACTIONS)) {
                assertThat(one(connection, "select value from kept.row")).isEqualTo("42");
              }
            });
  }

  @Test
  void startsAKilledBrokerAgainWithItsTopics() throws Exception {
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic("kept.events", 3, (short) 1))).all().get();
    }
    var killed = localCluster.pid("kafka");
    localCluster.kill("kafka");
    Awaitility.await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(localCluster.pid("kafka")).isNotEqualTo(killed);
              try (var admin = admin()) {
                assertThat(admin.listTopics().names().get()).contains("kept.events");
              }
            });
  }

  @Test
  void startsAKilledEmulatorAgainWithItsKeys() throws IOException {
    var killed = localCluster.pid("emulator");
    localCluster.kill("emulator");
    Awaitility.await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(localCluster.pid("emulator")).isNotEqualTo(killed));
    var localHttp = new LocalHttp();
    var health = localCluster.emulatorUrl().resolve("/_emulator/health");
    Awaitility.await().atMost(RECOVERY).until(() -> localHttp.isUp(health));
    var keys =
        Map.of(
            "PLAID-CLIENT-ID",
            localCluster.plaid().clientId(),
            "PLAID-SECRET",
            localCluster.plaid().secret());
    var answer =
        localHttp.post(
            localCluster.emulatorUrl().resolve("/sandbox/public_token/create"),
            keys,
            Map.of("institution_id", "ins_109508", "initial_products", List.of("transactions")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/public_token").asString()).startsWith("public-sandbox-");
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", localCluster.kafkaBootstrap()));
  }

  private static Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        localCluster.jdbcUrl(ServiceName.ACCOUNTS), "postgres", localCluster.superuserPassword());
  }

  private static Connection owner(ServiceName serviceName) throws SQLException {
    return DriverManager.getConnection(
        localCluster.jdbcUrl(serviceName),
        localCluster.user(serviceName, DatabaseRole.OWNER),
        localCluster.password(serviceName, DatabaseRole.OWNER));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
