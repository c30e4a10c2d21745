package florin.planning;

import florin.journal.CrossStreamCheck;
import florin.journal.stream.StreamTypes;
import florin.journal.web.problem.ProblemCatalog;
import florin.planning.active.ActiveScenariosCodec;
import florin.planning.allocation.AllocationsCodec;
import florin.planning.goal.GoalCodec;
import florin.planning.mark.OccurrenceMarkCodec;
import florin.planning.minimum.MinimumPaymentSettingsCodec;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.ScenarioCodec;
import florin.planning.validation.PlanNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class PlanningApplication {

  @Bean
  StreamTypes streamTypes() {
    return StreamTypes.of(
        "planning",
        ScenarioCodec.SCENARIOS,
        AllocationsCodec.ALLOCATIONS,
        ActiveScenariosCodec.ACTIVE_SCENARIOS,
        GoalCodec.GOALS,
        OccurrenceMarkCodec.MARKS,
        MinimumPaymentSettingsCodec.MINIMUM_PAYMENT_SETTINGS);
  }

  @Bean
  CrossStreamCheck scenarioNames() {
    return PlanNames.SCENARIOS::check;
  }

  @Bean
  CrossStreamCheck goalNames() {
    return PlanNames.GOALS::check;
  }

  @Bean
  ProblemCatalog problemCatalog() {
    return ProblemCatalog.of(PlanningProblem.values());
  }

  public static void main(String[] arguments) {
    SpringApplication.run(PlanningApplication.class, arguments);
  }
}
