package florin.journal.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.ProblemDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Compares the table of problem types in the README with the enums that define them. */
public final class ProblemTable {

  private ProblemTable() {}

  /**
   * Demands a row for each type, and no other rows of the same origin.
   *
   * @param origin the last column of the rows, such as {@code accounts}
   */
  public static void check(String origin, ProblemDefinition... types) {
    List<String> expected =
        Stream.of(types)
            .sorted(Comparator.comparing(ProblemDefinition::code))
            .map(type -> row(origin, type))
            .toList();
    assertThat(rows(origin)).as("rows of %s in README.md", origin).isEqualTo(expected);
  }

  private static String row(String origin, ProblemDefinition type) {
    return "| `%s` | %d | %s | %s |".formatted(type.code(), type.status(), type.title(), origin);
  }

  private static List<String> rows(String origin) {
    try (Stream<String> lines = Files.lines(readme())) {
      return lines
          .filter(line -> line.startsWith("| `") && line.endsWith("| " + origin + " |"))
          .filter(line -> line.split("\\|", -1).length == 6)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The README of the repository, from the folder of a module. */
  private static Path readme() {
    Path folder = Path.of("").toAbsolutePath();
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".mvn"))) {
        return above.resolve("README.md");
      }
    }
    throw new IllegalStateException("no folder above " + folder + " is the root of the repository");
  }
}
