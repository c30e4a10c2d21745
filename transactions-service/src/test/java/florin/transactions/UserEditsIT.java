package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Ids;
import florin.transactions.category.SystemCategories;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** What a user does to transactions, and what the bank can still change. */
class UserEditsIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final UUID TRAVEL =
      SystemCategories.of(Optional.of("TRAVEL"), Optional.empty()).orElseThrow().id();

  private Map<String, Object> one(Object id) {
    return get("/api/transactions/" + id);
  }

  private static String balance(Map<String, Object> item) {
    Map<?, ?> balance = (Map<?, ?>) item.get("runningBalance");
    return balance == null ? null : balance.get("amount").toString();
  }

  private void refuse(Object id, String body, int status, String pointer) {
    patch(id, body)
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.errors[0].pointer")
        .isEqualTo(pointer);
  }

  private Object split(Object id, Object... parts) {
    return Map.of("parts", List.of(parts));
  }

  private static Map<String, Object> part(String amount, UUID category) {
    return Map.of(
        "amount", Map.of("amount", amount, "currency", "USD"), "categoryId", category.toString());
  }

  @Test
  void overlaysEveryFieldTheUserTouchedAndLetsTheBankHaveTheRest() {
    observe(seen("P", "-10.00", true, null));
    awaitCount(1);
    Object id = only("P").get("id");
    Map<String, Object> merchant = json(post("/api/merchants", Map.of("name", "Corner Shop")), 201);
    patch(
            id,
            """
            {"categoryId":"%s","description":" Lunch ","merchantId":"%s","note":"with Ada","tags":["work","food","work"],
             "excluded":true}
            """
                .formatted(TRAVEL, merchant.get("id")))
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"6\"");

    ObservedTransaction posted = seen("Q", "-12.00", false, "P");
    posted.setName("SHOP CORRECTED");
    posted.setMerchantName("Other Shop");
    posted.setCategoryDetailed("FOOD_AND_DRINK_GROCERIES");
    observe(List.of(posted), List.of(), List.of("P"));

    await().atMost(SOON).until(() -> "Q".equals(one(id).get("externalId")));
    assertThat(one(id))
        .containsEntry("categoryId", TRAVEL.toString())
        .containsEntry("description", "Lunch")
        .containsEntry("merchantId", merchant.get("id"))
        .containsEntry("merchant", "Corner Shop")
        .containsEntry("merchantSource", "user")
        .containsEntry("note", "with Ada")
        .containsEntry("tags", List.of("food", "work"))
        .containsEntry("excluded", true)
        .containsEntry("providerCategoryLabel", "FOOD_AND_DRINK_GROCERIES")
        .containsEntry("version", 6)
        .satisfies(row -> assertThat(amount(row)).isEqualByComparingTo("-12"));

    patch(
            id,
            """
            {"categoryId":null,"description":null,"merchantId":null,"note":null,"tags":null,"excluded":null}
            """)
        .expectStatus()
        .isOk();
    assertThat(one(id))
        .containsEntry("categoryId", null)
        .containsEntry("categorySource", "user")
        .containsEntry("description", "SHOP CORRECTED")
        .containsEntry("merchant", null)
        .containsEntry("merchantSource", "user")
        .containsEntry("note", null)
        .containsEntry("tags", List.of())
        .containsEntry("excluded", false);
    long before = events();
    patch(id, "{\"tags\":[],\"excluded\":false,\"note\":\" \",\"categoryId\":null}")
        .expectStatus()
        .isOk();
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void splitsIntoPartsThatSumToTheWholeAndSaysSoWhenTheBankMovesTheWhole() {
    observe(seen("S", "-10.00", false, null));
    awaitCount(1);
    Object id = only("S").get("id");
    UUID food = UUID.fromString(only("S").get("categoryId").toString());
    String path = "/api/transactions/" + id + "/splits";
    for (Object bad :
        List.of(
            split(id, part("-4.00", food), part("-5.99", TRAVEL)),
            split(id, part("-10.00", food)),
            split(id, part("-10.00", food), part("0", TRAVEL)),
            split(id, part("-5.005", food), part("-4.995", TRAVEL)),
            split(id, part("-4.00", food), part("-6.00", Ids.next())))) {
      api().put().uri(path).bodyValue(bad).exchange().expectStatus().isEqualTo(422);
    }
    Object good = split(id, part("-4.00", food), part("-6.00", TRAVEL));
    assertThat(json(api().put().uri(path).bodyValue(good).exchange(), 200))
        .containsEntry("splitStale", false)
        .satisfies(row -> assertThat((List<?>) row.get("splits")).hasSize(2));
    assertThat(items("categoryId=" + TRAVEL)).extracting(i -> i.get("id")).containsExactly(id);

    ObservedTransaction dearer = seen("S", "-11.00", false, null);
    observe(List.of(), List.of(dearer), List.of());
    await().atMost(SOON).until(() -> Boolean.TRUE.equals(one(id).get("splitStale")));
    assertThat((List<?>) one(id).get("splits")).hasSize(2);

    assertThat(json(api().delete().uri(path).exchange(), 200))
        .containsEntry("splitStale", false)
        .containsEntry("splits", List.of());
    assertThat(items("categoryId=" + TRAVEL)).isEmpty();
  }

  @Test
  void runsTheBalanceOverAllThatIsBookedWhateverTheListShows() {
    openAccount(account);
    Object second = enter(DAY.plusDays(1), "-5.00", "b").get("id");
    Object third = enter(DAY.plusDays(2), "20.00", "c").get("id");
    Object sameDay = enter(DAY.plusDays(1), "-1.00", "d").get("id");
    Object first = enter(DAY, "100.00", "back-dated").get("id");
    assertThat(items("sort=date"))
        .extracting(UserEditsIT::balance)
        .containsExactly("100.00", "95.00", "94.00", "114.00");
    assertThat(items("minAmount=0&limit=1"))
        .extracting(UserEditsIT::balance)
        .containsExactly("114.00", "100.00");
    api().delete().uri("/api/transactions/" + second).exchange().expectStatus().isOk();
    assertThat(balance(one(second))).isNull();
    assertThat(balance(one(sameDay))).isEqualTo("99.00");
    patch(first, "{\"amount\":{\"amount\":\"50.00\",\"currency\":\"USD\"},\"date\":\"2026-03-03\"}")
        .expectStatus()
        .isOk();
    assertThat(items("sort=date"))
        .extracting(UserEditsIT::balance)
        .containsExactly("-1.00", "19.00", "69.00");
    assertThat(balance(one(third))).isEqualTo("19.00");
    observe(seen("PENDING", "-7.00", true, null));
    awaitCount(4);
    assertThat(balance(only("PENDING"))).isNull();
    assertThat(balance(one(first))).isEqualTo("69.00");
  }

  @Test
  void correctsOnlyWhatWasEnteredByHandAndFlagsTheBanksZeros() {
    openAccount(account);
    Object mine = enter(DAY, "-5.00", "Kiosk").get("id");
    observe(seen("Z", "0.00", false, null));
    awaitCount(2);
    Object zero = only("Z").get("id");
    assertThat(only("Z")).containsEntry("zeroAmount", true);
    refuse(zero, "{\"date\":\"2026-01-01\"}", 422, "/date");
    refuse(mine, "{\"amount\":{\"amount\":\"0\",\"currency\":\"USD\"}}", 422, "/amount");
    refuse(mine, "{\"amount\":{\"amount\":\"1\",\"currency\":\"EUR\"}}", 422, "/amount/currency");
    refuse(mine, "{\"amount\":{\"amount\":\"1.001\",\"currency\":\"USD\"}}", 422, "/amount/amount");
    refuse(mine, "{\"amount\":null}", 422, "/amount");
    refuse(mine, "{\"categoryId\":\"" + Ids.next() + "\"}", 422, "/categoryId");
    refuse(mine, "{\"merchantId\":\"" + Ids.next() + "\"}", 422, "/merchantId");
    refuse(mine, "{\"tags\":[\"a\",\" \"]}", 422, "/tags/1");
    refuse(mine, "{\"pending\":true}", 400, "/pending");
    patch(mine, "{\"description\":\"Newspaper\",\"date\":\"2026-04-01\"}").expectStatus().isOk();
    assertThat(one(mine))
        .containsEntry("description", "Newspaper")
        .containsEntry("date", "2026-04-01")
        .containsEntry("zeroAmount", false);
  }

  @Test
  void editsManyAsOneChange() {
    observe(
        seen("A", "-1.00", false, null),
        seen("B", "-2.00", false, null),
        seen("C", "-3.00", false, null));
    awaitCount(3);
    Object a = only("A").get("id");
    Object b = only("B").get("id");
    patch(b, "{\"tags\":[\"old\",\"trip\"]}").expectStatus().isOk();
    long before = events();
    Map<String, Object> result =
        json(
            post(
                "/api/transactions/bulk",
                Map.of(
                    "ids",
                    List.of(a, b),
                    "set",
                    Map.of("categoryId", TRAVEL.toString()),
                    "addTags",
                    List.of("trip"),
                    "removeTags",
                    List.of("old"))),
            200);
    assertThat(result).containsEntry("matched", 2).containsEntry("changed", 2);
    assertThat(events()).isEqualTo(before + 4);
    assertThat(
            platform.count(
                "select count(*) from journal.event where change_id = '"
                    + result.get("changeId")
                    + "'"))
        .isEqualTo(4);
    Map<String, Object> nothing =
        Map.of(
            "ids",
            List.of(a, b),
            "set",
            Map.of("tags", List.of("trip", "x")),
            "removeTags",
            List.of("x"));
    assertThat(json(post("/api/transactions/bulk", nothing), 200))
        .containsEntry("matched", 2)
        .containsEntry("changed", 0);
    assertThat(items("tag=trip&" + ALL))
        .extracting(i -> i.get("id"))
        .containsExactlyInAnyOrder(a, b);
    assertThat(items("tag=old")).isEmpty();
    assertThat(get("/api/tags?q=TR").get("items"))
        .isEqualTo(List.of(Map.of("name", "trip", "uses", 2)));

    Map<String, Object> renamed =
        json(
            api().patch().uri("/api/tags/trip").bodyValue(Map.of("name", "Journey")).exchange(),
            200);
    assertThat(renamed).containsEntry("matched", 2).containsEntry("changed", 2);
    assertThat(items("tag=trip")).isEmpty();
    assertThat(items("tag=Journey")).hasSize(2);
    api()
        .patch()
        .uri("/api/tags/trip")
        .bodyValue(Map.of("name", "x"))
        .exchange()
        .expectStatus()
        .isNotFound();

    Map<String, Object> byFilter =
        json(
            post(
                "/api/transactions/bulk",
                "{\"filter\":{\"maxAmount\":-2},\"set\":{\"note\":\"dear\"}}"),
            200);
    assertThat(byFilter).containsEntry("matched", 2).containsEntry("changed", 2);
    assertThat(only("A").get("note")).isNull();
    assertThat(only("C")).containsEntry("note", "dear");

    long events = events();
    for (Object bad :
        List.<Object>of(
            Map.of("ids", List.of(a)),
            Map.of("set", Map.of("note", "x")),
            "{\"filter\":{\"tag\":[null]},\"set\":{\"note\":\"x\"}}",
            Map.of("ids", List.of(a), "filter", Map.of(), "set", Map.of("note", "x")))) {
      post("/api/transactions/bulk", bad).expectStatus().isBadRequest();
    }
    post(
            "/api/transactions/bulk",
            Map.of("ids", List.of(a, Ids.next()), "set", Map.of("note", "x")))
        .expectStatus()
        .isNotFound();
    assertThat(events()).isEqualTo(events);
    assertThat(new BigDecimal("-3.00")).isEqualByComparingTo(amount(only("C")));
  }

  @Test
  void editsManyWithOwnValuesAsOneChange() {
    observe(seen("A", "-1.00", false, null), seen("B", "-2.00", false, null));
    awaitCount(2);
    Object a = only("A").get("id");
    Object b = only("B").get("id");
    patch(b, "{\"tags\":[\"trip\"]}").expectStatus().isOk();
    Map<String, Object> ofA = Map.of("categoryId", TRAVEL.toString(), "tags", List.of("TRIP"));
    Map<String, Object> ofB = Map.of("note", "second", "description", "Own");
    Map<String, Object> result =
        json(
            post(
                "/api/transactions/bulk",
                Map.of("edits", List.of(Map.of("id", a, "set", ofA), Map.of("id", b, "set", ofB)))),
            200);
    assertThat(result).containsEntry("matched", 2).containsEntry("changed", 2);
    assertThat(
            platform.count(
                "select count(*) from journal.event where change_id = '"
                    + result.get("changeId")
                    + "'"))
        .isEqualTo(4);
    assertThat(only("A"))
        .containsEntry("categoryId", TRAVEL.toString())
        .containsEntry("tags", List.of("trip"));
    assertThat(items("q=Own"))
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("id", b).containsEntry("note", "second"));

    long events = events();
    for (Object bad :
        List.<Object>of(
            "{\"edits\":[null]}",
            Map.of("edits", List.of(Map.of("id", a))),
            Map.of("edits", List.of(Map.of("set", ofA))),
            Map.of("edits", List.of(Map.of("id", a, "set", ofA), Map.of("id", a, "set", ofB))),
            Map.of("edits", List.of(Map.of("id", a, "set", ofA)), "ids", List.of(b)))) {
      post("/api/transactions/bulk", bad).expectStatus().isBadRequest();
    }
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void answersARepeatedWriteWithItsFirstAnswer() {
    openAccount(account);
    observe(seen("A", "-1.00", false, null));
    awaitCount(1);
    String one = "/api/transactions/" + only("A").get("id");
    for (String path :
        List.of(
            one, one + "/splits", "/api/transactions/bulk", "/api/merchants", "/api/categories")) {
      Map<String, Object> first = keyed(path, false);
      long events = events();
      assertThat(keyed(path, true)).isEqualTo(first);
      assertThat(events()).isEqualTo(events);
    }
  }

  private Map<String, Object> keyed(String path, boolean replayed) {
    boolean split = path.endsWith("/splits");
    boolean bulk = path.endsWith("/bulk");
    boolean created = path.endsWith("s") && !split;
    String body =
        split
            ? "{\"parts\":[{\"amount\":{\"amount\":\"-0.40\",\"currency\":\"USD\"}},"
                + "{\"amount\":{\"amount\":\"-0.60\",\"currency\":\"USD\"},\"note\":\"rest\"}]}"
            : bulk
                ? "{\"filter\":{\"tag\":[\"x\"]},\"addTags\":[\"all\"]}"
                : created ? "{\"name\":\"Mine\"}" : "{\"note\":\"n\",\"tags\":[\"x\"]}";
    var method = split ? HttpMethod.PUT : bulk || created ? HttpMethod.POST : HttpMethod.PATCH;
    var answer =
        api()
            .method(method)
            .uri(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "key-1")
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isEqualTo(created ? 201 : 200)
            .expectBody(Map.class)
            .returnResult();
    assertThat("true".equals(answer.getResponseHeaders().getFirst("Idempotency-Replayed")))
        .isEqualTo(replayed);
    @SuppressWarnings("unchecked")
    Map<String, Object> row = (Map<String, Object>) answer.getResponseBody();
    return row;
  }

  @Test
  void refusesFiltersThatNoRowCanMeetWithoutStumbling() {
    for (String query :
        List.of("tag=a%00b", "currency=%00", "minAmount=1e999999999", "maxAmount=-1e400")) {
      api()
          .get()
          .uri(java.net.URI.create("http://127.0.0.1:" + port + "/api/transactions?" + query))
          .exchange()
          .expectStatus()
          .isBadRequest();
    }
  }
}
