package florin.planning.scenario.bill;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CategoryTaxonomy;
import florin.events.transactions.CategoryArchived;
import florin.events.transactions.CategoryCreated;
import florin.events.transactions.CategoryMerged;
import florin.events.transactions.CategoryUnarchived;
import florin.events.transactions.CategoryUnmerged;
import florin.journal.stream.Ids;
import florin.planning.PlanSteps;
import florin.planning.TopicFixture;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

/** A bill has a category that the user can choose, or its survivor. */
class BillCategoryIT extends PlanSteps {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private UUID created(TopicFixture topicFixture, String name) {
    UUID category = Ids.next();
    topicFixture.transactions(category, new CategoryCreated(category, name, null, AT));
    return category;
  }

  private RequestHeadersSpec<?> plan(String scenario, Object category) {
    return me().post()
        .uri("/api/scenarios/{id}/bills", scenario)
        .bodyValue(Map.of("name", "Rent", "amount", usd("9"), "categoryId", category.toString()));
  }

  private Map<?, ?> planned(String scenario, Object category) {
    return body(plan(scenario, category).exchange().expectStatus().isCreated());
  }

  private RequestHeadersSpec<?> change(
      String scenario, Object bill, String field, @Nullable Object value) {
    Map<String, Object> body = new HashMap<>();
    body.put(field, value);
    return me().patch().uri("/api/scenarios/{id}/bills/{bill}", scenario, bill).bodyValue(body);
  }

  @Test
  void aSystemCategoryAndAnOwnOneAreAccepted() {
    TopicFixture topicFixture = told();
    UUID own = created(topicFixture, "Home");
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    UUID system = Ids.named(CategoryTaxonomy.NAMESPACE, "RENT_AND_UTILITIES_RENT");
    assertThat(planned(scenario, system).get("categoryId")).isEqualTo(system.toString());
    assertThat(planned(scenario, own).get("categoryId")).isEqualTo(own.toString());
  }

  @Test
  void anUnknownCategoryIsRefused() {
    String scenario = scenario("Baseline");
    problem(plan(scenario, UUID.randomUUID()), 422, "category-unknown", "/categoryId");
    Object bill = bill(scenario, "Rent", "9").get("id");
    problem(
        change(scenario, bill, "categoryId", UUID.randomUUID().toString()),
        422,
        "category-unknown",
        "/categoryId");
    change(scenario, bill, "categoryId", null).exchange().expectStatus().isOk();
  }

  @Test
  void anArchivedCategoryIsRefusedButStaysWhereItIs() {
    TopicFixture topicFixture = told();
    UUID own = created(topicFixture, "Home");
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    Object bill = planned(scenario, own).get("id");
    topicFixture.transactions(own, new CategoryArchived(own, AT));
    topicFixture.arrived();
    problem(plan(scenario, own), 422, "category-unknown", "/categoryId");
    assertThat(body(change(scenario, bill, "amount", usd("8")).exchange().expectStatus().isOk()))
        .extracting("categoryId", "amount")
        .containsExactly(own.toString(), usd("8.00"));
    topicFixture.transactions(own, new CategoryUnarchived(own, AT));
    topicFixture.arrived();
    planned(scenario, own);
  }

  @Test
  void aMergedCategoryMeansItsSurvivor() {
    TopicFixture topicFixture = told();
    UUID first = created(topicFixture, "Flat");
    UUID second = created(topicFixture, "House");
    UUID third = created(topicFixture, "Home");
    topicFixture.arrived();
    String scenario = scenario("Baseline");
    Object before = planned(scenario, first).get("id");
    topicFixture.transactions(first, new CategoryMerged(first, second, AT));
    topicFixture.transactions(second, new CategoryMerged(second, third, AT));
    topicFixture.arrived();
    assertThat(planned(scenario, first).get("categoryId")).isEqualTo(third.toString());
    assertThat(get("/api/scenarios/{id}/bills/{bill}", scenario, before).get("categoryId"))
        .isEqualTo(third.toString());
    topicFixture.transactions(third, new CategoryArchived(third, AT));
    topicFixture.arrived();
    problem(plan(scenario, first), 422, "category-unknown", "/categoryId");
    topicFixture.transactions(second, new CategoryUnmerged(second, AT));
    topicFixture.arrived();
    assertThat(planned(scenario, first).get("categoryId")).isEqualTo(second.toString());
    UUID system = Ids.named(CategoryTaxonomy.NAMESPACE, "INCOME");
    topicFixture.transactions(second, new CategoryMerged(second, system, AT));
    topicFixture.arrived();
    assertThat(planned(scenario, first).get("categoryId")).isEqualTo(system.toString());
  }
}
