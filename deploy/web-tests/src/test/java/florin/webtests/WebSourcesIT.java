package florin.webtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSourcesIT {

  private static final Path SOURCES = NodeCommand.WEB.resolve("src/main/web");
  private static final Path TSC = Path.of("target/modules/typescript/lib/tsc.js").toAbsolutePath();

  @Test
  void typesAreRight() throws Exception {
    var result = NodeCommand.run(TSC.toString(), "-p", "tsconfig.json");

    assertThat(result.output()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void unitTestsPass() throws Exception {
    var result =
        NodeCommand.run(
            "--test", "--import", "./src/test/js/resolve.mjs", "src/test/js/**/*.test.js");

    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("fail 0");
  }

  /** htm does not check the properties of a component; {@code h()} does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "component in a template; <\\$\\{",
        "HTML from a text; innerHTML|outerHTML|insertAdjacentHTML|document\\.write",
        "code from a text; \\beval\\(|new Function",
        "another host; https?://(?!www\\.w3\\.org)",
        "a float of an amount; parseFloat|\\.toFixed\\(",
        "an open end; TODO|FIXME|console\\.(log|debug)"
      })
  void noSourceHas(String name, String pattern) {
    var forbidden = Pattern.compile(pattern);

    assertThat(sources().filter(source -> forbidden.matcher(text(source)).find()))
        .as(name)
        .isEmpty();
  }

  @Test
  void everySourceIsCheckedAndShort() {
    assertThat(sources())
        .isNotEmpty()
        .allSatisfy(source -> assertThat(text(source)).as("%s", source).startsWith("// @ts-check"))
        .allSatisfy(source -> assertThat(text(source).lines().count()).isLessThan(400));
  }

  @Test
  void theRulesFindFaults() throws Exception {
    var folder = Files.createTempDirectory("florin-types");
    var wrong = folder.resolve("wrong.js");
    Files.writeString(wrong, "// @ts-check\n/** @type {string} */\nexport const text = 5;\n");

    var result =
        NodeCommand.run(
            TSC.toString(),
            "--ignoreConfig",
            "--noEmit",
            "--allowJs",
            "--checkJs",
            "--strict",
            wrong.toString());

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("TS2322");
  }

  private static Stream<Path> sources() {
    try (var files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".js")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
