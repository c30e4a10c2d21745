package florin.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/**
 * The rules of the runtime and of the services, beside those of every module; a module's {@code
 * ArchitectureTests} implements them with an empty body.
 */
public interface ArchitectureRules extends ModuleRules {

  /** By name, so that this module does not depend on Spring. */
  String CONFIGURATION_PROPERTIES =
      "org.springframework.boot.context.properties.ConfigurationProperties";

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
        .check(moduleClasses());
  }

  @Test
  default void onlyTheRuntimeBlocksAndSubscribes() {
    noClasses()
        .that()
        .doNotImplement("org.springframework.context.SmartLifecycle")
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
        .check(moduleClasses());
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
        .check(moduleClasses());
  }

  @Test
  default void propertiesAreRecordsThatRefuseUnknownKeys() {
    classes()
        .that()
        .areAnnotatedWith(CONFIGURATION_PROPERTIES)
        .should(
            new ArchCondition<JavaClass>("be records that refuse unknown keys") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean ignoresUnknown =
                    type.getAnnotationOfType(CONFIGURATION_PROPERTIES)
                        .get("ignoreUnknownFields")
                        .map(Boolean.TRUE::equals)
                        .orElse(true);
                if (!type.isRecord() || ignoresUnknown) {
                  events.add(SimpleConditionEvent.violated(type, type.getName()));
                }
              }
            })
        .allowEmptyShould(true)
        .check(moduleClasses());
  }
}
