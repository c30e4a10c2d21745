package florin.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiIT extends PlanningPlatform {

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
            "get /api/exports/allocations [200]",
            "get /api/exports/bills [200]",
            "get /api/exports/goals [200]",
            "get /api/exports/scenarios [200]",
            "get /api/safe-to-spend/settings [200]",
            "put /api/safe-to-spend/settings [200]",
            "post /api/scenarios/{id}/bills/{billId}/occurrences/{date}/paid [200]",
            "post /api/scenarios/{id}/bills/{billId}/occurrences/{date}/unpaid [200]",
            "post /api/scenarios/{id}/bills/{billId}/paid [200]",
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

  private static String line(Object path, Map.Entry<?, ?> operation) {
    Map<?, ?> told = (Map<?, ?>) operation.getValue();
    assertThat(told.get("summary")).as("summary of %s", path).isNotNull();
    List<String> successes =
        at(told, "responses").keySet().stream()
            .map(Object::toString)
            .filter(status -> status.startsWith("2"))
            .toList();
    return operation.getKey() + " " + path + " " + successes;
  }

  @Test
  void describesTheFieldsOfAChangeAsTheyAreSent() {
    Map<?, ?> change = at(document(), "components", "schemas", "UpdateBillRequest", "properties");
    assertThat(at(change, "name").get("type")).isEqualTo("string");
    assertThat(at(change, "dueDate").get("format")).isEqualTo("date");
    assertThat(at(change, "accountId").get("format")).isEqualTo("uuid");
    assertThat(at(change, "dueDate").get("type")).isEqualTo(List.of("string", "null"));
    assertThat(at(change, "amount").get("$ref")).isEqualTo("#/components/schemas/Money");
    assertThat(at(change, "frequency").get("enum"))
        .isEqualTo(
            List.of(
                "once", "weekly", "biweekly", "semi-monthly", "monthly", "quarterly", "yearly"));
  }
}
