package florin.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        "plan --source missing.db",
        "plan --source x --currency dollars"
      })
  void refusesAWrongCommandLine(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(printed()).contains("expected").doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "passwords", "gateway", "provider-sync", "operator"})
  void hasNoOptionsOfARunThatWrites(String option) {
    assertThat(run("plan", "--source", "x", "--" + option, "y=z")).isEqualTo(2);
    assertThat(printed()).startsWith("option: '--" + option + "'").doesNotContain("--user ");
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
