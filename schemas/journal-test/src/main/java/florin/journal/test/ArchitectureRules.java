package florin.journal.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/**
 * The rules of the runtime and of the services, beside those of every module; a module's {@code
 * ArchitectureTests} implements them with an empty body.
 */
public interface ArchitectureRules extends ModuleRules {

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
}
