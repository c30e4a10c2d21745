package florin.providersync;

import florin.journal.test.openapi.OpenApiRules;
import florin.journal.test.openapi.ProblemTable;
import florin.providersync.problem.ProviderSyncProblem;
import org.junit.jupiter.api.Test;

class OpenApiTests {

  @Test
  void describesEveryOperationParameterPropertyAndError() {
    OpenApiRules.check("florin.providersync", "connections", ProviderSyncProblem.values());
  }

  @Test
  void listsEveryProblemTypeInTheReadme() {
    ProblemTable.check("provider-sync", ProviderSyncProblem.values());
  }
}
