package florin.journal.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of the house; a module's {@code ArchitectureTests implements ArchitectureRules} with an
 * empty body.
 */
public interface ArchitectureRules {

  /** Longest file, in lines. */
  int LONGEST_FILE = 400;

  /** The module's root package. */
  default JavaClasses ours() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(getClass().getPackageName());
  }

  @Test
  default void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*\\.[A-Za-z]*(Impl|Manager|Helper|Utils?|Dto|Mapper|Base|Service)$")
        .orShould()
        .haveNameMatching(".*\\.Abstract[A-Z][A-Za-z]*$")
        .allowEmptyShould(true)
        .check(ours());
  }

  @Test
  default void generatedRecordsStayInCodecsAndFacts() {
    noClasses()
        .that()
        .haveNameNotMatching(".*(Codec|Facts)(\\$.*)?$")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "florin.events.accounts..",
            "florin.events.transactions..",
            "florin.events.providersync..",
            "florin.events.planning..")
        .allowEmptyShould(true)
        .check(ours());
  }

  @Test
  default void decisionsArePure() {
    noClasses()
        .that(
            new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("decide or are decided") {
              @Override
              public boolean test(JavaClass type) {
                return type.getName()
                    .matches(
                        "florin\\.(accounts|transactions|planning|providersync)\\..*(Command|Event)(\\$.*)?$");
              }
            })
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.avro..", "io.r2dbc..", "reactor..")
        .allowEmptyShould(true)
        .check(ours());
  }

  @Test
  default void onlyTheRuntimeBlocksAndSubscribes() {
    noClasses()
        .that()
        .doNotImplement(org.springframework.context.SmartLifecycle.class)
        .and()
        .haveNameNotMatching(".*(InboxConsumer|InboxAssignment)$")
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                        "block|blockFirst|blockLast|subscribe"))
                .and(
                    com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                "of Reactor",
                                owner ->
                                    ((JavaClass) owner)
                                        .getPackageName()
                                        .startsWith("reactor.core.publisher"))))))
        .allowEmptyShould(true)
        .check(ours());
  }

  @Test
  default void jdbcIsForMigrationsOnly() {
    noClasses()
        .that()
        .haveSimpleNameNotContaining("Migrations")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .allowEmptyShould(true)
        .check(ours());
  }

  @Test
  default void nullnessIsJSpecifys() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "(org\\.springframework\\.lang|jakarta\\.annotation|javax\\.annotation)\\.(Nullable|NonNull|Nonnull).*")
        .allowEmptyShould(true)
        .check(ours());
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
    try (Stream<Path> files = sources()) {
      List<String> big =
          files
              .filter(file -> lines(file) > LONGEST_FILE)
              .map(file -> String.format(Locale.ROOT, "%s: %d lines", file, lines(file)))
              .toList();
      assertThat(big).as("files over %d lines", LONGEST_FILE).isEmpty();
    }
  }

  @Test
  default void propertiesAreRecordsThatRefuseUnknownKeys() {
    classes()
        .that()
        .areAnnotatedWith(org.springframework.boot.context.properties.ConfigurationProperties.class)
        .should(
            new com.tngtech.archunit.lang.ArchCondition<JavaClass>(
                "be records that refuse unknown keys") {
              @Override
              public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                var declared =
                    type.getAnnotationOfType(
                        org.springframework.boot.context.properties.ConfigurationProperties.class);
                if (!type.isRecord() || declared.ignoreUnknownFields()) {
                  events.add(
                      com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                          type, type.getName()));
                }
              }
            })
        .allowEmptyShould(true)
        .check(ours());
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = sources()) {
      return files
          .map(file -> java.util.Objects.requireNonNull(file.getParent()))
          .distinct()
          .toList();
    }
  }

  private static Stream<Path> sources() throws IOException {
    Path main = Path.of("src", "main", "java");
    return Files.exists(main)
        ? Files.walk(main).filter(file -> file.toString().endsWith(".java"))
        : Stream.empty();
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }
}
