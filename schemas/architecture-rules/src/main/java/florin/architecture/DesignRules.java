package florin.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The design rules that classes can be checked against, one constant each. A test of wrong examples
 * proves of every rule that it can fail.
 *
 * <p>The known exceptions are listed in {@link #KNOWN_CODEC_USERS} and nowhere else. The list only
 * shrinks.
 */
public final class DesignRules {

  /** State classes that still declare their decider with its codec; it belongs to the codec. */
  static final Set<String> KNOWN_CODEC_USERS =
      Set.of(
          "florin.journal.erasure.Erasure",
          "florin.providersync.connection.Connection",
          "florin.providersync.sync.run.SyncRun",
          "florin.transactions.transaction.Transaction");

  private static final String SERVICE =
      "florin\\.(accounts|transactions|planning|providersync)\\..*";

  private static final String VALUES = "anything but values";

  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return type.getPackageName().startsWith("florin")
              ? SliceIdentifier.of(type.getPackageName())
              : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  private DesignRules() {}

  /** No clock, no randomness, no Reactor, Spring, database, Avro or codec where decisions are. */
  public static final ArchRule DECISIONS_ARE_PURE =
      noClasses()
          .that(describe("decide, or are commands or events", DesignRules::decides))
          .should(dependOn(VALUES, DesignRules::impure))
          .allowEmptyShould(true);

  public static final ArchRule PACKAGES_HAVE_NO_CYCLES = cycles();

  /** Controllers, projections, request bodies and undo belong to their own package. */
  public static final ArchRule FEATURES_KEEP_THEIR_INTERNALS =
      noClasses()
          .should(
              dependOn(
                  "the internals of another feature",
                  dependency ->
                      isInternal(dependency.getTargetClass())
                          && !dependency
                              .getOriginClass()
                              .getPackageName()
                              .equals(dependency.getTargetClass().getPackageName())))
          .allowEmptyShould(true);

  /** Domain types of a service; a codec, a row, a state, a command and an event are plain Java. */
  public static final ArchRule SPRING_ONLY_AT_THE_EDGES =
      noClasses()
          .that(describe("are domain types of a service", DesignRules::isDomain))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "reactor..", "io.r2dbc.pool..")
          .allowEmptyShould(true);

  public static final ArchRule CONTROLLERS_ARE_NAMED_API =
      classes()
          .that(annotated("org.springframework.web.bind.annotation.RestController"))
          .and()
          .resideOutsideOfPackage("florin.bench..")
          .should()
          .haveSimpleNameEndingWith("Api")
          .allowEmptyShould(true);

  public static final ArchRule APIS_ARE_CONTROLLERS =
      classes()
          .that(
              describe(
                  "are named …Api",
                  type -> topLevel(type) && type.getSimpleName().matches("(?!Open).+Api")))
          .should(
              be(
                  "a controller",
                  annotated("org.springframework.web.bind.annotation.RestController")))
          .allowEmptyShould(true);

  public static final ArchRule EVENT_CODECS_ARE_NAMED_CODEC =
      classes()
          .that(describe("are event codecs", implementing("florin.journal.stream.EventCodec")))
          .and()
          .areNotInterfaces()
          .should()
          .haveSimpleNameEndingWith("Codec")
          .allowEmptyShould(true);

  public static final ArchRule VIEWS_ARE_PROJECTIONS =
      classes()
          .that(describe("are named …View", type -> type.getSimpleName().endsWith("View")))
          .and()
          .haveNameMatching(SERVICE)
          .should(
              be(
                  "a projection, or package-private and used by one",
                  type ->
                      implementing("florin.journal.Projection").test(type)
                          || !type.getModifiers().contains(JavaModifier.PUBLIC)))
          .allowEmptyShould(true);

  public static final ArchRule COMMANDS_AND_EVENTS_ARE_SEALED =
      classes()
          .that(
              describe(
                  "are named …Command or …Event",
                  type ->
                      topLevel(type)
                          && type.getName().matches(SERVICE)
                          && type.getSimpleName().matches(".+(Command|Event)")))
          .should(be("a sealed interface", type -> type.isInterface() && type.reflect().isSealed()))
          .allowEmptyShould(true);

  public static final ArchRule PROPERTIES_ARE_NAMED_SO =
      classes()
          .that()
          .haveSimpleNameEndingWith("Properties")
          .should(
              be(
                  "configuration properties",
                  annotated("org.springframework.boot.context.properties.ConfigurationProperties")))
          .allowEmptyShould(true);

  /** In the order in which they are explained. */
  public static final List<ArchRule> ALL =
      List.of(
          DECISIONS_ARE_PURE,
          PACKAGES_HAVE_NO_CYCLES,
          FEATURES_KEEP_THEIR_INTERNALS,
          SPRING_ONLY_AT_THE_EDGES,
          CONTROLLERS_ARE_NAMED_API,
          APIS_ARE_CONTROLLERS,
          EVENT_CODECS_ARE_NAMED_CODEC,
          VIEWS_ARE_PROJECTIONS,
          COMMANDS_AND_EVENTS_ARE_SEALED,
          PROPERTIES_ARE_NAMED_SO);

  private static ArchRule cycles() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(PACKAGES)
        .should()
        .beFreeOfCycles()
        .ignoreDependency(
            describe("the application, which names its features", DesignRules::isApplication),
            DescribedPredicate.alwaysTrue())
        .allowEmptyShould(true);
  }

  private static boolean isApplication(JavaClass type) {
    return type.getSimpleName().endsWith("Application");
  }

  private static boolean decides(JavaClass type) {
    return (hasStatic(type, "decide") && hasStatic(type, "evolve"))
        || type.getName().matches(SERVICE + "(Command|Event)(\\$.*)?");
  }

  private static boolean hasStatic(JavaClass type, String method) {
    return type.getMethods().stream()
        .anyMatch(
            found ->
                found.getName().equals(method)
                    && found.getModifiers().contains(JavaModifier.STATIC));
  }

  private static boolean impure(Dependency dependency) {
    JavaClass target = dependency.getTargetClass();
    String name = target.getName();
    if (target.getSimpleName().endsWith("Codec")) {
      return !KNOWN_CODEC_USERS.contains(dependency.getOriginClass().getName());
    }
    return name.matches("(org\\.springframework|org\\.apache\\.avro|io\\.r2dbc|reactor)\\..*")
        || name.matches("florin\\.events\\.(accounts|transactions|planning|providersync)\\..*")
        || name.equals("java.time.Clock")
        || name.matches("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)");
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return switch (owner) {
      case "java.lang.System" -> name.matches("currentTimeMillis|nanoTime");
      case "java.util.UUID" -> name.equals("randomUUID");
      case "florin.journal.stream.Ids" -> name.equals("next");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }

  private static boolean isInternal(JavaClass type) {
    return type.getName().matches(SERVICE) && type.getName().matches(".*(Api|View)(\\$.*)?");
  }

  private static boolean isDomain(JavaClass type) {
    return type.getName().matches(SERVICE)
        && ((hasStatic(type, "decide") && hasStatic(type, "evolve"))
            || type.getName().matches(".*(Command|Event|Codec|Undo)(\\$.*)?"));
  }

  private static boolean topLevel(JavaClass type) {
    return type.getEnclosingClass().isEmpty();
  }

  private static DescribedPredicate<JavaClass> annotated(String annotation) {
    return describe("annotated with " + annotation, type -> type.isAnnotatedWith(annotation));
  }

  private static Predicate<JavaClass> implementing(String type) {
    return candidate -> candidate.isAssignableTo(type);
  }

  private static ArchCondition<JavaClass> be(String what, Predicate<JavaClass> condition) {
    return new ArchCondition<>("be " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type, condition.test(type), type.getName() + " is not " + what));
      }
    };
  }

  private static ArchCondition<JavaClass> dependOn(String what, Predicate<Dependency> forbidden) {
    return new ArchCondition<>("depend on " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(forbidden)
            .forEach(
                found -> events.add(SimpleConditionEvent.satisfied(type, found.getDescription())));
        if (what.equals(VALUES)) {
          type.getAccessesFromSelf().stream()
              .filter(DesignRules::readsTheClock)
              .forEach(
                  found ->
                      events.add(SimpleConditionEvent.satisfied(type, found.getDescription())));
        }
      }
    };
  }
}
