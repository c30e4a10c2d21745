package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.filter.SearchTerms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches, conditions, orders and totals of the list. */
class SearchIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 5);

  private List<Object> found(String q) {
    return descriptions("q=" + q);
  }

  private List<Object> descriptions(String query) {
    return items(query + "&limit=500").stream().map(item -> item.get("description")).toList();
  }

  private Map<?, ?> totals(String query) {
    return (Map<?, ?>) get("/api/transactions?include=totals&limit=1&" + query).get("totals");
  }

  private static String net(Map<?, ?> totals) {
    List<String> sums = new ArrayList<>();
    for (Object sum : (List<?>) totals.get("sums")) {
      Map<?, ?> net = (Map<?, ?>) ((Map<?, ?>) sum).get("net");
      sums.add(net.get("amount") + " " + net.get("currency"));
    }
    return totals.get("count") + ": " + String.join(", ", sums);
  }

  @Test
  void findsWordsInEveryTextWithoutCaseAndAccents() {
    openAccount(account);
    enter(DAY, "-23.40", "Caf\u00e9 de Fl\u00f6re");
    enter(DAY, "-5.00", "STRASSENBAHN 100% _x");
    enter(DAY, "-7.00", "Market");
    Object market = items("q=market").getFirst().get("id");
    UUID category =
        UUID.fromString(
            json(post("/api/categories", "{\"name\":\"\u0141\u00f3dka Fund\"}"), 201)
                .get("id")
                .toString());
    patch(
            market,
            "{\"note\":\"for \u00c9mile\",\"tags\":[\"R\u00e9union\"],\"categoryId\":\""
                + category
                + "\"}")
        .expectStatus()
        .isOk();

    assertThat(found("CAFE")).containsExactly("Caf\u00e9 de Fl\u00f6re");
    assertThat(found("flore caf")).containsExactly("Caf\u00e9 de Fl\u00f6re");
    assertThat(found("stra\u00dfen")).containsExactly("STRASSENBAHN 100% _x");
    assertThat(found("bahn")).containsExactly("STRASSENBAHN 100% _x");
    assertThat(found("0%")).containsExactly("STRASSENBAHN 100% _x");
    assertThat(found("_x")).containsExactly("STRASSENBAHN 100% _x");
    assertThat(found("%%%")).isEmpty();
    assertThat(found("emile")).containsExactly("Market");
    assertThat(found("reunion")).containsExactly("Market");
    assertThat(found("lodka")).containsExactly("Market");
    assertThat(found("emile lodka 7")).containsExactly("Market");
    assertThat(found("23.40")).containsExactly("Caf\u00e9 de Fl\u00f6re");
    assertThat(found("-23,4")).containsExactly("Caf\u00e9 de Fl\u00f6re");
    assertThat(found("emile flore")).isEmpty();
    assertThat(found("  ")).hasSize(3);
    patch(market, "{\"description\":\"Bazaar\"}").expectStatus().isOk();
    assertThat(found("bazaar")).containsExactly("Bazaar");
    assertThat(found("market")).containsExactly("Bazaar");
  }

  @Test
  void findsRowsByTheNameThatTheUserGaveAMerchant() {
    observe(seen("m1", "-3.00", false, null), seen("m2", "-4.00", false, null));
    awaitCount(2);
    Map<String, Object> row = only("m1");
    api()
        .patch()
        .uri("/api/merchants/" + row.get("merchantId"))
        .header("Content-Type", "application/json")
        .bodyValue("{\"name\":\"Zeppelin\"}")
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(items("q=zeppel")).extracting(item -> item.get("id")).containsExactly(row.get("id"));
  }

  @Test
  void narrowsByConditionsAndSumsUpAllPages() {
    openAccount(account);
    observe(seen("bank", "-10.00", false, null));
    awaitCount(1);
    Object id = enter(DAY, "-30.00", "by hand").get("id");
    enter(DAY, "5.00", "refund");
    UUID parent =
        UUID.fromString(
            json(post("/api/categories", "{\"name\":\"Parent\"}"), 201).get("id").toString());
    UUID child =
        UUID.fromString(
            json(
                    post("/api/categories", "{\"name\":\"Child\",\"parentId\":\"" + parent + "\"}"),
                    201)
                .get("id")
                .toString());
    json(
        api()
            .put()
            .uri("/api/transactions/" + id + "/splits")
            .header("Content-Type", "application/json")
            .bodyValue(
                """
                {"parts":[{"categoryId":"%s","amount":{"amount":"-20.00","currency":"USD"}},
                  {"amount":{"amount":"-10.00","currency":"USD"}}]}\
                """
                    .formatted(child))
            .exchange(),
        200);
    patch(only("bank").get("id"), "{\"excluded\":true,\"note\":\"n\"}").expectStatus().isOk();

    assertThat(net(totals(""))).isEqualTo("3: -35.00 USD");
    assertThat(net(totals("categoryId=" + parent))).isEqualTo("1: -20.00 USD");
    assertThat(net(totals("categoryId=" + parent + "&exactCategory=true"))).isEqualTo("0: ");
    assertThat(net(totals("uncategorised=true"))).isEqualTo("2: -5.00 USD");
    assertThat(net(totals("kind=expense&excluded=exclude"))).isEqualTo("1: -30.00 USD");
    assertThat(net(totals("kind=income"))).isEqualTo("1: 5.00 USD");
    assertThat(descriptions("excluded=true")).containsExactly("SHOP bank");
    assertThat(descriptions("manual=false")).containsExactly("SHOP bank");
    assertThat(descriptions("hasNote=true")).containsExactly("SHOP bank");
    assertThat(descriptions("split=true")).containsExactly("by hand");
    assertThat(descriptions("untagged=false")).isEmpty();
    assertThat(descriptions("changedSince=2999-01-01T00:00:00Z")).isEmpty();
    assertThat(descriptions("sort=description")).containsExactly("by hand", "refund", "SHOP bank");
    assertThat(descriptions("sort=-description")).containsExactly("SHOP bank", "refund", "by hand");
    Map<?, ?> display = (Map<?, ?>) only("bank").get("display");
    assertThat(display.get("account")).isEqualTo("Cash");
    assertThat(display.get("categoryPath").toString()).isEqualTo("[Food and Drink, Coffee]");
  }

  /** Case C18. */
  @Test
  void pagesThroughRowsThatAreEqualInTheOrderOfEverySort() {
    openAccount(account);
    for (int i = 0; i < 13; i++) {
      enter(DAY, "-1.00", "same");
    }
    for (String sort :
        List.of("date", "-date", "amount", "-amount", "description", "-description")) {
      assertThat(items("limit=5&sort=" + sort))
          .as(sort)
          .extracting(item -> item.get("id"))
          .doesNotHaveDuplicates()
          .hasSize(13);
    }
  }

  @Test
  void entersATransactionWithAllItsValuesAndNamesTheResultOfEachBulkEdit() {
    openAccount(account);
    UUID category =
        UUID.fromString(
            json(post("/api/categories", "{\"name\":\"Sweets\"}"), 201).get("id").toString());
    Map<String, Object> entered =
        json(
            post(
                "/api/transactions",
                """
                {"accountId":"%s","date":"2026-05-05","amount":{"amount":"-3.00","currency":"USD"},
                 "description":"Kiosk","categoryId":"%s","note":"two","tags":["x"]}\
                """
                    .formatted(account, category)),
            201);
    assertThat(entered.get("categoryId")).isEqualTo(category.toString());
    assertThat(entered.get("note")).isEqualTo("two");
    assertThat(entered.get("tags")).isEqualTo(List.of("x"));
    Object other = enter(DAY, "-4.00", "Other").get("id");
    Map<String, Object> bulk =
        json(
            post(
                "/api/transactions/bulk",
                """
                {"filter":{"q":"kiosk"},"set":{"note":"two"},"addTags":["x"]}\
                """),
            200);
    assertThat(bulk.get("results"))
        .isEqualTo(List.of(Map.of("id", entered.get("id"), "outcome", "unchanged")));
    bulk =
        json(
            post(
                "/api/transactions/bulk",
                "{\"ids\":[\"" + other + "\"],\"set\":{\"note\":\"two\"}}"),
            200);
    assertThat(bulk.get("results")).isEqualTo(List.of(Map.of("id", other, "outcome", "changed")));
  }

  @Test
  void foldsTextsInTheDatabaseAsInTheTermsOfASearch() {
    String folded =
        platform
            .query(
                """
                select string_agg(journal.search_form('Stra' || chr(c) || 'E'), chr(10) order by c) as folded
                from generate_series(32, 65533) c
                where c not between 55296 and 57343
                """)
            .getFirst()
            .get("folded")
            .toString();
    int[] letters =
        IntStream.rangeClosed(32, 65533).filter(c -> !Character.isSurrogate((char) c)).toArray();
    List<String> lines = folded.lines().toList();
    List<String> different =
        IntStream.range(0, letters.length)
            .filter(i -> Character.isDefined(letters[i]))
            .filter(i -> !lines.get(i).equals(SearchTerms.form("Stra" + (char) letters[i] + "E")))
            .mapToObj(i -> "%04x %s".formatted(letters[i], lines.get(i)))
            .toList();
    assertThat(lines).hasSize(letters.length);
    assertThat(different).isEmpty();
    assertThat(SearchTerms.form("\u039f\u0394\u039f\u03a3"))
        .isEqualTo("\u03bf\u03b4\u03bf\u03c3")
        .isEqualTo(
            platform
                .query("select journal.search_form(U&'\\039F\\0394\\039F\\03A3') as folded")
                .getFirst()
                .get("folded"));
  }
}
