package florin.planning.scenario.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.CategoryTaxonomy;
import florin.events.Topic;
import florin.events.accounts.AccountOpened;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import florin.planning.PlanSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class BillIT extends PlanSteps {

  @Test
  void areShownAsTheyWerePlanned() {
    String id = scenario("Baseline");
    String category = system("RENT_AND_UTILITIES_RENT");
    WebTestClient.ResponseSpec answer =
        me().post()
            .uri("/api/scenarios/{id}/bills", id)
            .bodyValue(
                Map.of(
                    "name", "Rent",
                    "amount", usd("900"),
                    "dueDate", "2026-04-30",
                    "frequency", "semi-monthly",
                    "categoryId", category,
                    "paidThrough", "2026-04-30"))
            .exchange()
            .expectStatus()
            .isCreated()
            .expectHeader()
            .valueEquals("ETag", "\"2\"");
    Map<?, ?> planned = body(answer);
    assertThat(planned)
        .isEqualTo(
            row(
                "id",
                planned.get("id"),
                "scenarioId",
                id,
                "name",
                "Rent",
                "amount",
                usd("900.00"),
                "dueDate",
                "2026-04-30",
                "frequency",
                "semi-monthly",
                "accountId",
                null,
                "categoryId",
                category,
                "paidThrough",
                "2026-04-30",
                "seriesId",
                null,
                "nextDue",
                "2026-05-15",
                "monthlyAmount",
                usd("1800.00"),
                "version",
                2));
    String location = "/api/scenarios/" + id + "/bills/" + planned.get("id");
    answer.expectHeader().valueEquals("Location", location);
    assertThat(get(location)).isEqualTo(planned);
    assertThat((List<?>) get("/api/scenarios/{id}/bills", id).get("items"))
        .singleElement()
        .isEqualTo(planned);
    assertThat(get("/api/scenarios/{id}", id).get("billCount")).isEqualTo(1);
  }

  private static Map<String, Object> row(Object... pairs) {
    Map<String, Object> row = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      row.put((String) pairs[i], pairs[i + 1]);
    }
    return row;
  }

  private static String system(String label) {
    return Ids.named(CategoryTaxonomy.NAMESPACE, label).toString();
  }

  @Test
  void fallDueMonthlyUnlessToldOtherwise() {
    assertThat(bill(scenario("Baseline"), "Rent", "900").get("frequency")).isEqualTo("monthly");
  }

  @Test
  void changeOnlyInTheFieldsThatAreGivenAndClearWithNull() {
    String id = scenario("Baseline");
    String billId =
        body(me().post()
                .uri("/api/scenarios/{id}/bills", id)
                .bodyValue(
                    Map.of(
                        "name",
                        "Rent",
                        "amount",
                        usd("900"),
                        "dueDate",
                        "2026-04-30",
                        "categoryId",
                        system("RENT_AND_UTILITIES")))
                .exchange())
            .get("id")
            .toString();
    me().patch()
        .uri("/api/scenarios/{id}/bills/{bill}", id, billId)
        .header("If-Match", "\"2\"")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"dueDate\":null,\"frequency\":\"yearly\"}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"3\"")
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Rent")
        .jsonPath("$.dueDate")
        .isEqualTo(null)
        .jsonPath("$.frequency")
        .isEqualTo("yearly")
        .jsonPath("$.categoryId")
        .isNotEmpty();
    Map<?, ?> shown = get("/api/scenarios/{id}/bills/{bill}", id, billId);
    assertThat(shown.get("dueDate")).isNull();
    assertThat(shown.get("frequency")).isEqualTo("yearly");
    assertThat(shown.get("version")).isEqualTo(3);
    problem(
        me().patch()
            .uri("/api/scenarios/{id}/bills/{bill}", id, billId)
            .header("If-Match", "\"2\"")
            .bodyValue(Map.of("name", "Other")),
        412,
        "version-mismatch");
  }

  @Test
  void haveAVersionThatOtherBillsDoNotChange() {
    String id = scenario("Baseline");
    Map<?, ?> rent = bill(id, "Rent", "900");
    Map<?, ?> gym = bill(id, "Gym", "20");
    String uri = "/api/scenarios/" + id + "/bills/";
    me().patch()
        .uri(uri + rent.get("id"))
        .header("If-Match", "\"" + rent.get("version") + "\"")
        .bodyValue(Map.of("name", "Flat"))
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(get(uri + gym.get("id")).get("version")).isEqualTo(gym.get("version"));
    problem(
        me().post()
            .uri(uri + rent.get("id") + "/paid")
            .header("If-Match", "\"" + rent.get("version") + "\""),
        412,
        "version-mismatch");
    me().delete()
        .uri(uri + gym.get("id"))
        .header("If-Match", "\"" + gym.get("version") + "\"")
        .exchange()
        .expectStatus()
        .isNoContent();
  }

  @Test
  void areListedWithTheirTotalPerMonth() {
    String id = scenario("Baseline");
    assertThat(get("/api/scenarios/{id}/bills", id).get("monthlyTotal")).isEqualTo(usd("0.00"));
    Map<String, String> amounts =
        Map.of("weekly", "12", "monthly", "100", "quarterly", "100", "yearly", "1", "once", "77");
    amounts.forEach(
        (frequency, amount) ->
            me().post()
                .uri("/api/scenarios/{id}/bills", id)
                .bodyValue(
                    Map.of(
                        "name",
                        frequency,
                        "amount",
                        usd(amount),
                        "dueDate",
                        "2026-01-01",
                        "frequency",
                        frequency))
                .exchange()
                .expectStatus()
                .isCreated());
    bill(id, "never due", "500");
    // 12 * 52 / 12 + 100 + 100 / 3 + 1 / 12
    assertThat(get("/api/scenarios/{id}/bills?limit=1", id).get("monthlyTotal"))
        .isEqualTo(usd("185.41"));
  }

  @Test
  void areListedByNameOnPagesThatMissAndRepeatNothing() {
    String id = scenario("Baseline");
    List<String> names = List.of("alarm", "Book", "car", "car", "Éclair", "Zoo", "zoo");
    for (String name : names.reversed()) {
      bill(id, name, "1");
    }
    List<String> ids = walk("/api/scenarios/" + id + "/bills?limit=2", "id");
    assertThat(ids).doesNotHaveDuplicates().hasSize(names.size());
    assertThat(walk("/api/scenarios/" + id + "/bills?limit=2", "name"))
        .isEqualTo(texts(get("/api/scenarios/{id}/bills", id), "name"))
        .startsWith("alarm", "Book", "car", "car");
    String other = scenario("Other");
    Object cursor = get("/api/scenarios/{id}/bills?limit=2", id).get("next");
    problem(
        me().get().uri("/api/scenarios/{id}/bills?cursor={c}", other, cursor),
        400,
        "invalid-cursor");
  }

  @Test
  void areRemovedForGood() {
    String id = scenario("Baseline");
    Object rent = bill(id, "Rent", "900").get("id");
    Object gym = bill(id, "Gym", "20").get("id");
    me().delete()
        .uri("/api/scenarios/{id}/bills/{bill}", id, rent)
        .header("If-Match", "\"2\"")
        .exchange()
        .expectStatus()
        .isNoContent();
    problem(me().get().uri("/api/scenarios/{id}/bills/{bill}", id, rent), 404, "not-found");
    problem(me().delete().uri("/api/scenarios/{id}/bills/{bill}", id, rent), 404, "not-found");
    assertThat(texts(get("/api/scenarios/{id}/bills", id), "id")).containsExactly(gym.toString());
    assertThat(get("/api/scenarios/{id}", id).get("billCount")).isEqualTo(1);
  }

  @Nested
  class OnAccounts {

    private final UUID account = UUID.randomUUID();
    private final Map<String, Object> plan =
        Map.of("name", "Baseline", "startingBalance", HUNDRED, "accountId", account);

    @Test
    void mayStandOnceTheAccountIsMirrored() {
      opened();
      body(me().post().uri("/api/scenarios").bodyValue(plan).exchange().expectStatus().isCreated());
      String id = texts(get("/api/scenarios"), "id").getFirst();
      assertThat(get("/api/scenarios/{id}", id).get("accountId")).isEqualTo(account.toString());
      Map<String, Object> rent = Map.of("name", "Rent", "amount", HUNDRED, "accountId", account);
      assertThat(
              body(me().post()
                      .uri("/api/scenarios/{id}/bills", id)
                      .bodyValue(rent)
                      .exchange()
                      .expectStatus()
                      .isCreated())
                  .get("accountId"))
          .isEqualTo(account.toString());
    }

    @Test
    void mayBeReplannedFromAnotherBalanceAndAccount() {
      opened();
      String id = scenario("Baseline");
      Map<?, ?> moved =
          body(
              me().patch()
                  .uri("/api/scenarios/{id}", id)
                  .header("If-Match", "\"1\"")
                  .bodyValue(
                      Map.of(
                          "name",
                          "Moved",
                          "startingBalance",
                          usd("30000000000.01"),
                          "accountId",
                          account))
                  .exchange()
                  .expectStatus()
                  .isOk()
                  .expectHeader()
                  .valueEquals("ETag", "\"3\""));
      assertThat(moved)
          .extracting("name", "startingBalance", "accountId")
          .containsExactly("Moved", usd("30000000000.01"), account.toString());
      assertThat(get("/api/scenarios/{id}", id)).isEqualTo(moved);
      me().patch()
          .uri("/api/scenarios/{id}", id)
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue("{\"accountId\":null}")
          .exchange()
          .expectStatus()
          .isOk();
      assertThat(get("/api/scenarios/{id}", id))
          .extracting("startingBalance", "accountId")
          .containsExactly(usd("30000000000.01"), null);
    }

    @Test
    void needTheCurrencyOfTheAccount() {
      opened();
      problem(
          me().post()
              .uri("/api/scenarios")
              .bodyValue(
                  Map.of(
                      "name",
                      "In euros",
                      "startingBalance",
                      Map.of("amount", "10", "currency", "EUR"),
                      "accountId",
                      account)),
          422,
          "currency-mismatch",
          "/startingBalance/currency");
    }

    @Test
    void mayNotStandOnAnAccountOfAnother() {
      opened();
      problem(
          as("other-" + UUID.randomUUID()).post().uri("/api/scenarios").bodyValue(plan),
          422,
          "unknown-account",
          "/accountId");
    }

    private void opened() {
      UUID owner = TestPlatform.user(user);
      platform.publish(
          Topic.ACCOUNTS_EVENTS,
          new StreamId(owner, "account", account),
          Actor.USER,
          AccountOpened.newBuilder()
              .setAccountId(account)
              .setName("Checking")
              .setType("depository")
              .setCurrency("USD")
              .setAt(Instant.now())
              .build());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  platform.count(
                          "select count(*) from mirror.account where account_id = '"
                              + account
                              + "'")
                      == 1);
    }
  }
}
