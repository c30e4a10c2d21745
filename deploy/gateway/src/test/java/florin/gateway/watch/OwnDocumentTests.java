package florin.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.edge.EdgeProblem;
import florin.journal.stream.ProblemDefinition;
import florin.journal.test.openapi.OpenApiRules;
import florin.journal.test.openapi.ProblemTable;
import florin.journal.web.problem.ProblemType;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OwnDocumentTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String SERVICE =
      """
      {"tags":[{"name":"Changes","description":"Changes."}],
       "components":{"schemas":{"Problem":{"type":"object","required":["type"],
         "additionalProperties":true,"properties":{
           "type":{"type":"string","description":"The type."}}}}},
       "x-problems":[{"type":"urn:florin:problem:goal-unknown","status":422,"title":"No goal"}]}
      """;

  private static ObjectNode merged() throws IOException {
    try (var source = new ClassPathResource("openapi.json").getInputStream()) {
      var merge = new OpenApiMerge(OwnDocument.completed((ObjectNode) JSON.readTree(source)));
      merge.add(florin.gateway.Upstream.PLANNING, JSON.readTree(SERVICE));
      return merge.merged();
    }
  }

  @Test
  void describesEverythingThatTheGatewayAnswersItself() throws IOException {
    OpenApiRules.check("the gateway", merged());
  }

  @Test
  void declaresTheProblemTypesOfEachResponseUnderTheirStatus() throws IOException {
    var document = merged();
    assertThat(codes(document, "delete", "/auth/session", 403))
        .containsExactly("cross-site-request", "csrf-token");
    assertThat(codes(document, "get", "/auth/session", 401)).containsExactly("unauthenticated");
    var statuses = new TreeMap<String, Integer>();
    EdgeProblem.types().forEach(type -> statuses.put(type.code(), type.status()));
    document
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation ->
                        operation
                            .path("responses")
                            .forEachEntry(
                                (status, response) ->
                                    response
                                        .path("x-problem-types")
                                        .forEach(
                                            code ->
                                                assertThat(statuses)
                                                    .containsEntry(
                                                        code.asString(),
                                                        Integer.valueOf(status))))));
  }

  private static List<String> codes(ObjectNode document, String method, String path, int status) {
    return document
        .path("paths")
        .path(path)
        .path(method)
        .path("responses")
        .path(Integer.toString(status))
        .path("x-problem-types")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void listsTheProblemTypesOfAllServices() throws IOException {
    var document = merged();
    assertThat(document.at("/info/description").asString())
        .contains("| `goal-unknown` | 422 | No goal |", "| `wrong-credentials` | 401 |");
    assertThat(document.path("x-problems").findValuesAsString("type"))
        .contains("urn:florin:problem:goal-unknown", "urn:florin:problem:unauthenticated");
  }

  @Test
  void listsEveryProblemTypeInTheReadme() {
    List<ProblemDefinition> shared = List.of(ProblemType.values());
    ProblemTable.check("all services", ProblemType.values());
    ProblemTable.check(
        "gateway",
        EdgeProblem.types().stream()
            .filter(type -> !shared.contains(type))
            .toArray(ProblemDefinition[]::new));
  }
}
