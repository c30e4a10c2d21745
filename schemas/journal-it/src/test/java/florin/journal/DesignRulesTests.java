package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import florin.architecture.ArchitectureRules;
import florin.architecture.DesignRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every rule fails on an example that breaks it. */
class DesignRulesTests {

  private static final JavaClasses WRONG =
      new ClassFileImporter().importPackages("florin.planning.wrong");

  /** Each rule with a part of what it reports of its example. */
  private static final Map<ArchRule, String> EXAMPLES = new LinkedHashMap<>();

  static {
    EXAMPLES.put(DesignRules.DECISIONS_ARE_PURE, "java.time.Instant.now()");
    EXAMPLES.put(DesignRules.PACKAGES_HAVE_NO_CYCLES, "florin.planning.wrong.other");
    EXAMPLES.put(DesignRules.FEATURES_KEEP_THEIR_INTERNALS, "Neighbour");
    EXAMPLES.put(DesignRules.SPRING_ONLY_AT_THE_EDGES, "SpringUndo");
    EXAMPLES.put(DesignRules.CONTROLLERS_ARE_NAMED_API, "Doors");
    EXAMPLES.put(DesignRules.APIS_ARE_CONTROLLERS, "PlainApi");
    EXAMPLES.put(DesignRules.EVENT_CODECS_ARE_NAMED_CODEC, "Translation");
    EXAMPLES.put(DesignRules.VIEWS_ARE_PROJECTIONS, "OpenView");
    EXAMPLES.put(DesignRules.COMMANDS_AND_EVENTS_ARE_SEALED, "LooseEvent");
    EXAMPLES.put(DesignRules.PROPERTIES_ARE_NAMED_SO, "LooseProperties");
  }

  /** The rules with the wrong examples in place of a module. */
  private static final class OfTheWrong implements ArchitectureRules {
    @Override
    public JavaClasses importClasses() {
      return WRONG;
    }
  }

  @Test
  void everyRuleHasAnExample() {
    assertThat(EXAMPLES.keySet()).containsExactlyElementsOf(DesignRules.ALL);
  }

  @Test
  void everyRuleFailsOnItsExample() {
    EXAMPLES.forEach(
        (rule, part) ->
            assertThatThrownBy(() -> rule.check(WRONG))
                .as(rule.getDescription())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(part));
  }

  @Test
  void aDecisionWithACodecIsNotPure() {
    assertThatThrownBy(() -> DesignRules.DECISIONS_ARE_PURE.check(WRONG))
        .hasMessageContaining("Encoded");
  }

  @Test
  void theOtherRulesFailToo() {
    fails(ArchitectureRules::namesSayWhatAThingIs, "TextHelper");
    fails(ArchitectureRules::generatedRecordsStayInCodecsAndFacts, "Reaching");
    fails(ArchitectureRules::onlyTheRuntimeBlocksAndSubscribes, "BlockingDao");
    fails(ArchitectureRules::jdbcIsForMigrationsOnly, "BlockingDao");
    fails(ArchitectureRules::propertiesAreRecordsThatRefuseUnknownKeys, "LooseSettings");
  }

  private static void fails(Consumer<ArchitectureRules> rule, String part) {
    assertThatThrownBy(() -> rule.accept(new OfTheWrong()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(part);
  }
}
