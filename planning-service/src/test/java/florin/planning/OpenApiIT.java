package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiIT extends PlanningPlatform {

  private static final java.util.regex.Pattern RUNTIME =
      java.util.regex.Pattern.compile("Page.*|Problem.*");

  private Map<?, ?> document() {
    return as("reader")
        .get()
        .uri("/v3/api-docs")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private static Map<?, ?> at(Map<?, ?> document, String... path) {
    Map<?, ?> found = document;
    for (String step : path) {
      assertThat(found.containsKey(step)).as("%s in %s", step, found.keySet()).isTrue();
      found = (Map<?, ?>) found.get(step);
    }
    return found;
  }

  @Test
  void tellsEveryOperationWithItsSummaryAndItsAnswer() {
    assertThat(
            at(document(), "paths").entrySet().stream()
                .flatMap(
                    path ->
                        ((Map<?, ?>) path.getValue())
                            .entrySet().stream().map(operation -> line(path.getKey(), operation))))
        .containsExactlyInAnyOrder(
            "get /api/scenarios [200]",
            "post /api/scenarios [201]",
            "get /api/scenarios/{id} [200]",
            "patch /api/scenarios/{id} [200]",
            "delete /api/scenarios/{id} [204]",
            "post /api/scenarios/{id}/restore [200]",
            "put /api/scenarios/{id}/active [200]",
            "get /api/scenarios/{id}/bills [200]",
            "post /api/scenarios/{id}/bills [201]",
            "get /api/scenarios/{id}/bills/{billId} [200]",
            "patch /api/scenarios/{id}/bills/{billId} [200]",
            "delete /api/scenarios/{id}/bills/{billId} [204]",
            "get /api/scenarios/{id}/allocations [200]",
            "put /api/scenarios/{id}/allocations [200]",
            "post /api/scenarios/{id}/allocations [201]",
            "get /api/scenarios/{id}/allocations/{allocationId} [200]",
            "patch /api/scenarios/{id}/allocations/{allocationId} [200]",
            "delete /api/scenarios/{id}/allocations/{allocationId} [204]",
            "get /api/goals [200]",
            "post /api/goals [201]",
            "get /api/goals/{id} [200]",
            "patch /api/goals/{id} [200]",
            "delete /api/goals/{id} [204]",
            "post /api/goals/{id}/reach [200]",
            "post /api/goals/{id}/reopen [200]",
            "get /api/safe-to-spend [200]",
            "get /api/scenarios/compare [200]",
            "post /api/scenarios/{id}/copy [201]",
            "get /api/changes/planning [200]",
            "get /api/changes/planning/{id} [200]",
            "get /api/changes/planning/{id}/events [200]",
            "post /api/changes/planning/{id}/undo [200]");
  }

  /** Of this service's own part; the schemas of the runtime are described in the runtime. */
  @Test
  void describesEveryParameterAndProperty() {
    Map<?, ?> document = document();
    java.util.List<String> missing = new java.util.ArrayList<>();
    at(document, "paths")
        .forEach(
            (path, operations) ->
                ((Map<?, ?>) operations)
                    .forEach(
                        (method, operation) ->
                            parameters((Map<?, ?>) operation)
                                .filter(_ -> !path.toString().startsWith("/api/changes"))
                                .filter(parameter -> parameter.get("description") == null)
                                .forEach(
                                    parameter ->
                                        missing.add(
                                            method + " " + path + " " + parameter.get("name")))));
    at(document, "components", "schemas")
        .forEach(
            (name, schema) -> {
              if (!RUNTIME.matcher(name.toString()).matches()
                  && ((Map<?, ?>) schema).get("properties") instanceof Map<?, ?> properties) {
                properties.forEach(
                    (property, described) -> {
                      if (((Map<?, ?>) described).get("description") == null) {
                        missing.add(name + "." + property);
                      }
                    });
              }
            });
    assertThat(missing).isEmpty();
  }

  private static java.util.stream.Stream<Map<?, ?>> parameters(Map<?, ?> operation) {
    return operation.get("parameters") instanceof List<?> list
        ? list.stream().map(parameter -> (Map<?, ?>) parameter)
        : java.util.stream.Stream.empty();
  }

  private static String line(Object path, Map.Entry<?, ?> operation) {
    Map<?, ?> told = (Map<?, ?>) operation.getValue();
    assertThat(told.get("summary")).as("summary of %s", path).isNotNull();
    return operation.getKey() + " " + path + " " + at(told, "responses").keySet();
  }

  @Test
  void describesTheFieldsOfAChangeAsTheyAreSent() {
    Map<?, ?> change = at(document(), "components", "schemas", "UpdateBillRequest", "properties");
    assertThat(at(change, "name").get("type")).isEqualTo("string");
    assertThat(at(change, "dueDate").get("format")).isEqualTo("date");
    assertThat(at(change, "accountId").get("format")).isEqualTo("uuid");
    assertThat(at(change, "amount", "properties").keySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("amount", "currency");
    assertThat(at(change, "frequency").get("enum"))
        .isEqualTo(
            List.of(
                "once", "weekly", "biweekly", "semi-monthly", "monthly", "quarterly", "yearly"));
  }
}
