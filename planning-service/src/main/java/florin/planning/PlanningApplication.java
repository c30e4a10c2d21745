package florin.planning;

import florin.journal.Streams;
import florin.journal.change.Undoables;
import florin.planning.active.ActiveScenarios;
import florin.planning.active.ActiveScenariosUndo;
import florin.planning.allocation.Allocations;
import florin.planning.allocation.AllocationsUndo;
import florin.planning.goal.Goal;
import florin.planning.goal.GoalUndo;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioUndo;
import florin.planning.terms.PlanNames;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class PlanningApplication {

  @Bean
  Streams streams() {
    return Streams.of(Scenario.DECIDER, Allocations.DECIDER, ActiveScenarios.DECIDER, Goal.DECIDER);
  }

  @Bean
  Undoables undoables() {
    return Undoables.of(
            "planning",
            ScenarioUndo.undoable(),
            AllocationsUndo.undoable(),
            ActiveScenariosUndo.undoable(),
            GoalUndo.undoable())
        .checked(PlanNames.SCENARIOS::check, PlanNames.GOALS::check);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(PlanningApplication.class, arguments);
  }
}
