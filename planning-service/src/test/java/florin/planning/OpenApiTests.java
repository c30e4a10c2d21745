package florin.planning;

import florin.journal.test.openapi.OpenApiRules;
import florin.journal.test.openapi.ProblemTable;
import florin.planning.problem.PlanningProblem;
import org.junit.jupiter.api.Test;

class OpenApiTests {

  @Test
  void describesEveryOperationParameterPropertyAndError() {
    OpenApiRules.check("florin.planning", "planning", PlanningProblem.values());
  }

  @Test
  void listsEveryProblemTypeInTheReadme() {
    ProblemTable.check("planning", PlanningProblem.values());
  }
}
