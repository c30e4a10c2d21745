package florin.planning;

import florin.journal.Streams;
import florin.planning.allocation.Allocations;
import florin.planning.goal.Goal;
import florin.planning.scenario.Scenario;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class PlanningApplication {

  @Bean
  Streams streams() {
    return Streams.of(Scenario.DECIDER, Allocations.DECIDER, Goal.DECIDER);
  }

  public static void main(String[] arguments) {
    SpringApplication.run(PlanningApplication.class, arguments);
  }
}
