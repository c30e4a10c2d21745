package florin.transactions;

import florin.journal.test.openapi.OpenApiRules;
import florin.journal.test.openapi.ProblemTable;
import florin.transactions.problem.TransactionsProblem;
import org.junit.jupiter.api.Test;

class OpenApiTests {

  @Test
  void describesEveryOperationParameterPropertyAndError() {
    OpenApiRules.check("florin.transactions", "transactions", TransactionsProblem.values());
  }

  @Test
  void listsEveryProblemTypeInTheReadme() {
    ProblemTable.check("transactions", TransactionsProblem.values());
  }
}
