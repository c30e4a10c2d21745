package florin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private static Florin florin;

  @BeforeAll
  static void start() {
    var root = Path.of(System.getProperty("florin.root"));
    var settings =
        FlorinSettings.isolated(root, parent.resolve("home"))
            .with(FlorinSettings.Extent.FOUNDATION);
    florin = Florin.start(settings);
  }

  @AfterAll
  static void stop() {
    if (florin != null) {
      florin.close();
    }
  }

  @Test
  void keepsWhatIsCommitted() throws SQLException {
    try (var connection = owner(Service.ACCOUNTS)) {
      assertThat(one(connection, "show fsync")).isEqualTo("on");
      assertThat(one(connection, "show synchronous_commit")).isEqualTo("on");
      assertThat(one(connection, "show full_page_writes")).isEqualTo("on");
      assertThat(one(connection, "show data_checksums")).isEqualTo("on");
      assertThat(one(connection, "show server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void letsNobodyInWithoutTheRightPassword() {
    var url = florin.jdbcUrl(Service.ACCOUNTS);
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
                    florin.jdbcUrl(Service.PLANNING),
                    florin.user(Service.ACCOUNTS, Role.APP),
                    florin.password(Service.ACCOUNTS, Role.APP)))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void startsAKilledDatabaseAgainWithItsData() throws SQLException {
    try (var connection = owner(Service.TRANSACTIONS);
        var statement = connection.createStatement()) {
      statement.execute("create schema kept");
      statement.execute("create table kept.row as select 42 as value");
    }
    var killed = florin.pid("postgres");
    florin.kill("postgres");
    Awaitility.await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(florin.pid("postgres")).isNotEqualTo(killed);
              try (var connection = owner(Service.TRANSACTIONS)) {
                assertThat(one(connection, "select value from kept.row")).isEqualTo("42");
              }
            });
  }

  @Test
  void startsAKilledBrokerAgainWithItsTopics() throws Exception {
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic("kept.events", 3, (short) 1))).all().get();
    }
    var killed = florin.pid("kafka");
    florin.kill("kafka");
    Awaitility.await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(florin.pid("kafka")).isNotEqualTo(killed);
              try (var admin = admin()) {
                assertThat(admin.listTopics().names().get()).contains("kept.events");
              }
            });
  }

  @Test
  void startsAKilledEmulatorAgainWithItsKeys() throws IOException {
    var killed = florin.pid("emulator");
    florin.kill("emulator");
    Awaitility.await()
        .atMost(RECOVERY)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(florin.pid("emulator")).isNotEqualTo(killed));
    var http = new Http();
    var health = florin.emulatorUrl().resolve("/_emulator/health");
    Awaitility.await().atMost(RECOVERY).until(() -> http.isUp(health));
    var keys =
        Map.of(
            "PLAID-CLIENT-ID", florin.plaid().clientId(), "PLAID-SECRET", florin.plaid().secret());
    var answer =
        http.post(
            florin.emulatorUrl().resolve("/sandbox/public_token/create"),
            keys,
            Map.of("institution_id", "ins_109508", "initial_products", List.of("transactions")));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/public_token").asString()).startsWith("public-sandbox-");
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", florin.kafkaBootstrap()));
  }

  private static Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        florin.jdbcUrl(Service.ACCOUNTS), "postgres", florin.superuserPassword());
  }

  private static Connection owner(Service service) throws SQLException {
    return DriverManager.getConnection(
        florin.jdbcUrl(service),
        florin.user(service, Role.OWNER),
        florin.password(service, Role.OWNER));
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
