package florin.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of every module; a module's {@code ArchitectureTests} implements them with an empty
 * body.
 */
public interface ModuleRules {

  /** Longest file, in lines. */
  int LONGEST_FILE = 400;

  /** Imports the classes of the module, by default those of the root package of the test. */
  default JavaClasses importClasses() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(getClass().getPackageName());
  }

  /** The classes of the module, imported once for all rules of a test class. */
  default JavaClasses moduleClasses() {
    return ImportedClasses.BY_TEST.computeIfAbsent(getClass(), _ -> importClasses());
  }

  /** The folder of the module. */
  default Path module() {
    return Path.of("");
  }

  @Test
  default void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*[.$][A-Za-z]+(Impl|Manager|Helper|Utils?|Dto|Mapper|Base|Service)$")
        .orShould()
        .haveNameMatching(".*[.$]Abstract[A-Z][A-Za-z]*$")
        .allowEmptyShould(true)
        .check(moduleClasses());
  }

  @Test
  default void nullnessIsJSpecifys() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "(org\\.springframework\\.lang|jakarta\\.annotation|javax\\.annotation)\\.(Nullable|NonNull|Nonnull).*")
        .allowEmptyShould(true)
        .check(moduleClasses());
  }

  @Test
  default void everyPackageSaysWhatItIsFor() throws IOException {
    for (Path folder : folders()) {
      assertThat(folder.resolve("package-info.java"))
          .exists()
          .content()
          .contains("@NullMarked", "/**");
    }
  }

  @Test
  default void noFileIsTooBigToKnow() throws IOException {
    List<String> big =
        sources().stream()
            .filter(file -> lines(file) > LONGEST_FILE)
            .map(file -> String.format(Locale.ROOT, "%s: %d lines", file, lines(file)))
            .toList();
    assertThat(big).as("files over %d lines", LONGEST_FILE).isEmpty();
  }

  @TestFactory
  default Stream<DynamicTest> designRulesHold() {
    JavaClasses classes = moduleClasses();
    return DesignRules.ALL.stream()
        .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }

  private List<Path> folders() throws IOException {
    return sources().stream()
        .map(file -> java.util.Objects.requireNonNull(file.getParent()))
        .distinct()
        .toList();
  }

  private List<Path> sources() throws IOException {
    Path main = module().resolve(Path.of("src", "main", "java"));
    if (!Files.exists(main)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(main)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
