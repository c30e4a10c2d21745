package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes and packages that CONTRIBUTING.md names exist in the sources. */
class DocumentNamesTests {

  private static final Path ROOT = Path.of("..", "..");

  private static final Pattern CLASS = Pattern.compile("`(florin(?:\\.[a-z]\\w*)+\\.[A-Z]\\w*)");

  /** The last column of the index of decisions. */
  private static final Pattern DECISION =
      Pattern.compile("(?m)^\\|.*\\| `(florin(?:\\.[a-z]\\w*)+)` \\|$");

  @Test
  void classesExist() {
    assertThat(names(CLASS)).isNotEmpty().allMatch(name -> exists(name, ".java"));
  }

  @Test
  void packagesOfDecisionsExist() {
    assertThat(names(DECISION)).isNotEmpty().allMatch(name -> exists(name, "/package-info.java"));
  }

  @Test
  void anUnknownNameIsFound() {
    assertThat(exists("florin.journal.relay.Absent", ".java")).isFalse();
  }

  private static boolean exists(String name, String suffix) {
    Path source = Path.of("src", "main", "java", name.replace('.', '/') + suffix);
    return modules().stream().anyMatch(module -> Files.exists(module.resolve(source)));
  }

  private static List<Path> modules() {
    return Stream.of(ROOT, ROOT.resolve("schemas"), ROOT.resolve("deploy"))
        .flatMap(DocumentNamesTests::folders)
        .toList();
  }

  private static Stream<Path> folders(Path parent) {
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> names(Pattern pattern) {
    try {
      String text = Files.readString(ROOT.resolve(".github").resolve("CONTRIBUTING.md"));
      return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
