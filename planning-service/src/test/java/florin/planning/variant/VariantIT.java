package florin.planning.variant;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanSteps;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

class VariantIT extends PlanSteps {

  private String scenario = "";

  @BeforeEach
  void plan() {
    scenario = scenario("Baseline");
    Object rent = bill(scenario, "Rent", "30").get("id");
    bill(scenario, "Gym", "5");
    me().put()
        .uri("/api/scenarios/{id}/allocations", scenario)
        .bodyValue(
            Map.of(
                "allocations",
                List.of(
                    Map.of("name", "Rent", "amount", usd("30"), "billId", rent),
                    Map.of("name", "Savings", "percent", "10"))))
        .exchange()
        .expectStatus()
        .isOk();
  }

  private WebTestClient.ResponseSpec copy(Object body) {
    return me().post().uri("/api/scenarios/{id}/copy", scenario).bodyValue(body).exchange();
  }

  private static List<Object> field(Map<?, ?> list, String field) {
    return ((List<?>) list.get("items"))
        .stream().map(item -> (Object) ((Map<?, ?>) item).get(field)).toList();
  }

  @Nested
  class Copying {

    @Test
    void bringsBillsAndAllocationsAlong() {
      Map<?, ?> copy = body(copy(Map.of("name", "What if")).expectStatus().isCreated());
      assertThat(copy)
          .extracting("name", "startingBalance", "billCount", "version")
          .containsExactly("What if", usd("100.00"), 2, 3);
      Object id = copy.get("id");
      assertThat(get("/api/scenarios/{id}", id)).isEqualTo(copy);
      Map<?, ?> bills = get("/api/scenarios/{id}/bills", id);
      assertThat(field(bills, "name")).isEqualTo(List.of("Gym", "Rent"));
      assertThat(field(bills, "id"))
          .doesNotContainAnyElementsOf(field(get("/api/scenarios/{id}/bills", scenario), "id"));
      Map<?, ?> allocations = get("/api/scenarios/{id}/allocations", id);
      assertThat(allocations.get("allocated")).isEqualTo(usd("40.00"));
      assertThat(field(allocations, "billId").getFirst()).isEqualTo(field(bills, "id").getLast());
    }

    @Test
    void leavesTheOriginalAsItWas() {
      Map<?, ?> before = get("/api/scenarios/compare?id={id}", scenario);
      Object id = body(me().post().uri("/api/scenarios/{id}/copy", scenario).exchange()).get("id");
      assertThat(get("/api/scenarios/{id}", id).get("name")).isEqualTo("Baseline (copy)");
      bill(id.toString(), "Yacht", "9");
      assertThat(get("/api/scenarios/compare?id={id}", scenario)).isEqualTo(before);
    }

    @Test
    void needsAScenarioThatIsThere() {
      me().delete().uri("/api/scenarios/{id}", scenario).exchange().expectStatus().isNoContent();
      problem(me().post().uri("/api/scenarios/{id}/copy", scenario), 422, "scenario-deleted");
      problem(me().post().uri("/api/scenarios/{id}/copy", UUID.randomUUID()), 404, "not-found");
      problem(
          as("other-" + UUID.randomUUID()).post().uri("/api/scenarios/{id}/copy", scenario),
          404,
          "not-found");
    }
  }

  @Nested
  class Comparing {

    private static List<?> sides(Map<?, ?> comparison, String field) {
      return field(comparison, field);
    }

    @Test
    void showsTotalsAndTheBillsThatDiffer() {
      Object other = body(copy(Map.of("name", "What if"))).get("id");
      Map<?, ?> same = get("/api/scenarios/compare?id={a}&id={b}", scenario, other);
      assertThat((List<?>) same.get("differences")).isEmpty();

      bill(other.toString(), "Yacht", "900");
      Object gym =
          ((Map<?, ?>) ((List<?>) get("/api/scenarios/{id}/bills", other).get("items")).getFirst())
              .get("id");
      me().patch()
          .uri("/api/scenarios/{id}/bills/{bill}", other, gym)
          .bodyValue(Map.of("frequency", "weekly"))
          .exchange()
          .expectStatus()
          .isOk();
      Map<?, ?> differing = get("/api/scenarios/compare?id={a}&id={b}", scenario, other);
      assertThat(sides(differing, "totalBills")).isEqualTo(List.of(usd("35.00"), usd("935.00")));
      LocalDate from = LocalDate.parse(differing.get("from").toString());
      long weeks = (from.plusYears(1).toEpochDay() - from.toEpochDay() + 6) / 7;
      assertThat(sides(differing, "billsOfYear"))
          .isEqualTo(List.of(usd("420.00"), usd(360 + 10_800 + 5 * weeks + ".00")));
      assertThat(sides(differing, "allocated")).isEqualTo(List.of(usd("40.00"), usd("40.00")));
      List<?> differences = (List<?>) differing.get("differences");
      assertThat(differences)
          .extracting(difference -> ((Map<?, ?>) difference).get("name"))
          .isEqualTo(List.of("Gym", "Yacht"));
      assertThat((List<?>) ((Map<?, ?>) differences.getLast()).get("bills"))
          .hasSize(2)
          .first()
          .isNull();
    }

    @Test
    void showsTheNewestIfNoneIsNamed() {
      scenario("Another");
      assertThat(field(get("/api/scenarios/compare"), "scenario"))
          .extracting(row -> ((Map<?, ?>) row).get("name"))
          .isEqualTo(List.of("Another", "Baseline"));
    }

    @Test
    void needsAtMostTenThatAreThere() {
      problem(
          me().get().uri("/api/scenarios/compare?id={a}&id={b}", scenario, UUID.randomUUID()),
          404,
          "not-found");
      StringBuilder many = new StringBuilder("/api/scenarios/compare?id=" + scenario);
      for (int i = 0; i < 10; i++) {
        many.append("&id=").append(UUID.randomUUID());
      }
      problem(me().get().uri(many.toString()), 400, "invalid-parameter", "id");
    }
  }
}
