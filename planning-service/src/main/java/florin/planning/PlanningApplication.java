package florin.planning;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class PlanningApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(PlanningApplication.class, arguments);
  }
}
