package florin.local;

import static org.assertj.core.api.Assertions.assertThat;

import florin.local.host.FlorinHome;
import florin.local.host.Jvm;
import florin.local.host.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own: started, refused, stopped, killed. */
class FlorinLauncherIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path parent;
  private final List<Process> launchers = new ArrayList<>();
  private final int postgresPort = new Ports().free();

  @AfterEach
  void killAll() throws InterruptedException {
    for (var launcher : launchers) {
      var children = launcher.children().toList();
      launcher.destroyForcibly().waitFor();
      for (var child : children) {
        Awaitility.await().atMost(PATIENCE).until(() -> !child.isAlive());
      }
    }
  }

  private Process launch(Map<String, String> changes) throws IOException {
    var command =
        List.of(
            Jvm.program(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dflorin.services=false",
            "-cp",
            Jvm.classpath(),
            "florin.local.FlorinLauncher");
    var environment =
        new HashMap<>(
            Map.of(
                "FLORIN_HOME", home().toString(),
                "FLORIN_PORT", "0",
                "FLORIN_KAFKA_PORT", "0",
                "FLORIN_POSTGRES_PORT", Integer.toString(postgresPort),
                "PLAID_BASE_URL", "http://127.0.0.1:9",
                "PLAID_CLIENT_ID", "id",
                "PLAID_SECRET", "secret"));
    environment.putAll(changes);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder.environment().putAll(environment);
    var launcher = builder.start();
    launchers.add(launcher);
    return launcher;
  }

  private Process ready() throws IOException {
    Files.deleteIfExists(output());
    var launcher = launch(Map.of());
    Awaitility.await().atMost(PATIENCE).until(() -> Files.readString(output()).contains("] ready"));
    return launcher;
  }

  private Path home() {
    return parent.resolve("home");
  }

  private Path output() {
    return parent.resolve("output.txt");
  }

  private String sql(String statement) throws Exception {
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(home().resolve("secrets/planning.properties"))) {
      passwords.load(in);
    }
    var url = "jdbc:postgresql://127.0.0.1:" + postgresPort + "/florin_planning";
    try (var connection =
            DriverManager.getConnection(url, "planning_owner", passwords.getProperty("owner"));
        var run = connection.createStatement()) {
      if (!run.execute(statement)) {
        return "";
      }
      run.getResultSet().next();
      return run.getResultSet().getString(1);
    }
  }

  @Test
  void leavesNoChildAndNoDamageWhenItIsKilled() throws Exception {
    var launcher = ready();
    sql("create schema kept");
    sql("create table kept.row as select 42 as value");
    var children = launcher.children().toList();
    assertThat(children).hasSize(2);

    launcher.destroyForcibly().waitFor();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));

    ready();
    assertThat(sql("select value from kept.row")).isEqualTo("42");
  }

  @Test
  void startsOverWhatAKillOfEverythingLeft() throws Exception {
    var launcher = ready();
    sql("create schema kept");
    var family = new ArrayList<>(launcher.descendants().toList());
    family.add(launcher.toHandle());
    family.forEach(ProcessHandle::destroyForcibly);

    ready();
    assertThat(sql("select count(*) from pg_namespace where nspname = 'kept'")).isEqualTo("1");
  }

  @Test
  void stopsInOrderWhenAsked() throws Exception {
    var launcher = ready();
    launcher.destroy();
    assertThat(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output()))
        .containsSubsequence("stopping kafka", "stopping postgres", "stopped");
    assertThat(Files.readString(home().resolve("logs/postgres.log")))
        .contains("database system is shut down");
    assertThat(home().resolve("run")).isEmptyDirectory();
  }

  @Test
  void saysInOneLineThatAPortIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      assertThat(refusal(Map.of("FLORIN_KAFKA_PORT", Integer.toString(port))))
          .startsWith("florin: port " + port + " is in use")
          .endsWith("or set FLORIN_KAFKA_PORT to another port");
    }
  }

  @Test
  void saysInOneLineThatTheHomeIsForeign() throws Exception {
    Files.createDirectories(home());
    Files.writeString(home().resolve("thesis.txt"), "mine");
    assertThat(refusal(Map.of())).startsWith("florin: FLORIN_HOME " + home() + " is not a Florin");
  }

  @Test
  void saysInOneLineThatTheDataAreOfAnotherPostgres() throws Exception {
    FlorinHome.open(home()).close();
    Files.createDirectories(home().resolve("postgres"));
    Files.writeString(home().resolve("postgres/PG_VERSION"), "15\n");
    assertThat(refusal(Map.of())).contains("holds data of PostgreSQL 15, this Florin runs 18");
  }

  private String refusal(Map<String, String> environment) throws Exception {
    var launcher = launch(environment);
    assertThat(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(launcher.exitValue()).isEqualTo(1);
    return Files.readAllLines(output()).stream()
        .filter(line -> line.startsWith("florin: "))
        .findFirst()
        .orElseThrow();
  }
}
