package florin.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrateTests {

  @TempDir private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... arguments) {
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      return Migrate.run(List.of(arguments), out, out);
    }
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void inspectsAndPlansWithoutWritingToTheSource() throws Exception {
    String source = folder.resolve("source.db").toString();
    assertThat(run("sample", "--source", source, "--transactions", "50")).isZero();
    byte[] before = Files.readAllBytes(Path.of(source));
    assertThat(run("inspect", "--source", source)).isZero();
    assertThat(run("plan", "--source", source, "--report", folder.resolve("out").toString()))
        .isZero();
    assertThat(printed())
        .contains("shape: head", "plaid_webhook_logs: 1 rows, not brought", "orphan")
        .doesNotContain("access-sandbox");
    assertThat(Files.readAllBytes(Path.of(source))).isEqualTo(before);
    assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("out/report.json")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "plan --source",
        "destroy --source x",
        "plan --source x --colour red",
        "run --source x --user ada",
        "plan --source missing.db",
        "plan --source x --currency dollars"
      })
  void refusesAWrongCommandLine(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(printed()).contains("expected").doesNotContain("Exception");
  }

  @Test
  void refusesARunForUsersThatAreNotMapped() {
    String source = folder.resolve("source.db").toString();
    run("sample", "--source", source, "--transactions", "5");
    String[] florin = {"--gateway", "http://x", "--provider-sync", "http://x", "--operator", "x"};
    assertThat(
            run(
                Stream.concat(Stream.of("run", "--source", source), Stream.of(florin))
                    .toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(printed()).contains("--passwords: no password of ada");
    assertThat(run("run", "--source", source, "--user", "nobody=florin")).isEqualTo(2);
    assertThat(printed()).contains("--user: 'nobody' (expected one of: ada, ben, cleo)");
    assertThat(run("run", "--source", source, "--user", "ada=x", "--user", "ben=x")).isEqualTo(2);
    assertThat(printed()).contains("(expected: one for each)");
  }

  @Test
  void createsUsersWithRandomPasswordsOnce() throws Exception {
    Files.writeString(folder.resolve("users.properties"), "ada:$2y$05$hash");
    UserFiles files = new UserFiles(folder.resolve("passwords"));
    files.create(folder, "ben");
    assertThat(files.read()).containsOnlyKeys("ben");
    assertThat(Files.readAllLines(folder.resolve("users.properties")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("ben:$2a$");
    assertThatThrownBy(() -> files.create(folder, "ada")).hasMessageContaining("who exists");
    assertThatThrownBy(() -> files.create(folder, "a b")).hasMessageContaining("expected: letters");
  }

  @Test
  void refusesADatabaseThatIsNotPyNances() throws Exception {
    Path file = folder.resolve("other.db");
    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("create table things (id integer)");
    }
    assertThat(run("plan", "--source", file.toString())).isEqualTo(2);
    assertThat(printed()).contains("accounts.account_id", "tables found: things");
  }
}
