package florin.accounts;

import florin.accounts.problem.AccountsProblem;
import florin.journal.test.openapi.OpenApiRules;
import florin.journal.test.openapi.ProblemTable;
import org.junit.jupiter.api.Test;

class OpenApiTests {

  @Test
  void describesEveryOperationParameterPropertyAndError() {
    OpenApiRules.check("florin.accounts", "accounts", AccountsProblem.values());
  }

  @Test
  void listsEveryProblemTypeInTheReadme() {
    ProblemTable.check("accounts", AccountsProblem.values());
  }
}
