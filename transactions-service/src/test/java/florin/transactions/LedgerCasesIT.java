package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.ObservedTransaction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** Cases C08 and C18 to C20: lists and their filters. */
class LedgerCasesIT extends Household {

  private static final LocalDate DAY = LocalDate.of(2026, 5, 5);

  @ParameterizedTest
  @ValueSource(strings = {"date", "-date", "amount", "-amount"})
  void c18PagesOfThirteenRowsOfOneDateSkipAndRepeatNoUntouchedRow(String sort) {
    openAccount(account);
    List<Object> entered =
        IntStream.range(0, 13).mapToObj(_ -> enter(DAY, "-5.00", "Same").get("id")).toList();
    String query = "/api/transactions?limit=5&sort=" + sort;
    Map<String, Object> first = get(query);
    List<Object> seen = new ArrayList<>(idsOf(first));
    List<Object> order = ids("sort=" + sort);
    enter(DAY, "-5.00", "Same");
    Object removed = seen.get(1);
    Object changed = order.get(11);
    api().delete().uri("/api/transactions/" + removed).exchange().expectStatus().isOk();
    patch(changed, "{\"amount\":{\"amount\":\"-6.00\",\"currency\":\"USD\"}}")
        .expectStatus()
        .isOk();
    for (Object next = first.get("next"); next != null; ) {
      Map<String, Object> page = get(query + "&cursor=" + next);
      seen.addAll(idsOf(page));
      next = page.get("next");
    }
    List<Object> untouched =
        entered.stream().filter(id -> !id.equals(removed) && !id.equals(changed)).toList();
    assertThat(seen.stream().filter(untouched::contains))
        .containsExactlyInAnyOrderElementsOf(untouched);
    assertThat(seen.stream().filter(changed::equals)).hasSizeLessThanOrEqualTo(2);
    api()
        .get()
        .uri(query + "&direction=out&cursor=" + first.get("next"))
        .exchange()
        .expectStatus()
        .isBadRequest();
  }

  private static List<Object> idsOf(Map<String, Object> page) {
    return ((List<?>) page.get("items"))
        .stream().map(row -> (Object) ((Map<?, ?>) row).get("id")).toList();
  }

  @Test
  void c19AmountFiltersAreSignedInTheListAndInBulk() {
    observe(
        Stream.of("-300", "-20", "-0.01", "0", "150")
            .map(amount -> seen("amount " + amount, amount, false, null))
            .toArray(ObservedTransaction[]::new));
    awaitCount(5);
    for (Map.Entry<Map<String, Object>, List<String>> asked :
        Map.<Map<String, Object>, List<String>>of(
                Map.of("minAmount", "100"), List.of("150"),
                Map.of("maxAmount", "-100"), List.of("-300"),
                Map.of("direction", "out", "minAmount", "100"), List.of(),
                Map.of("direction", "out", "maxAmount", "-20"), List.of("-300", "-20"),
                Map.of("direction", "out"), List.of("-300", "-20", "-0.01"),
                Map.of("direction", "in"), List.of("150"),
                Map.of("minAmount", "0", "maxAmount", "0"), List.of("0"))
            .entrySet()) {
      String query =
          String.join(
              "&",
              asked.getKey().entrySet().stream()
                  .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                  .toList());
      assertThat(items(query + "&" + ALL))
          .as(query)
          .extracting(row -> row.get("externalId").toString().substring("amount ".length()))
          .containsExactlyInAnyOrderElementsOf(asked.getValue());
      assertThat(matchedByBulk(asked.getKey())).as(query).isEqualTo(asked.getValue().size());
    }
    for (Map<String, Object> refused :
        List.of(
            json(api().get().uri("/api/transactions?minAmount=-2&maxAmount=-7").exchange(), 400),
            json(
                post(
                    "/api/transactions/bulk",
                    Map.of(
                        "filter", Map.of("minAmount", -2, "maxAmount", -7), "addTags", List.of())),
                400))) {
      assertThat(refused.get("detail").toString()).contains("minAmount", "-2", "maxAmount", "-7");
    }
    for (Map<String, Object> refused :
        List.of(
            json(api().get().uri("/api/transactions?minAmount=1e2").exchange(), 400),
            json(
                post(
                    "/api/transactions/bulk",
                    Map.of("filter", Map.of("minAmount", "1e2"), "addTags", List.of("x"))),
                400))) {
      assertThat(refused.get("detail").toString()).contains("minAmount", "1e2", "expected");
    }
  }

  @Test
  void c19TheDocumentSaysThatAmountFiltersAreSigned() {
    Map<?, ?> document = get("/v3/api-docs");
    String text = document.toString();
    assertThat(text)
        .contains("Signed: money out is negative")
        .contains("At least this amount")
        .contains("At most this amount");
  }

  @Test
  void c20TheLastDayOfARangeBelongsToIt() {
    observe(
        dated("inside", LocalDate.of(2026, 2, 28)),
        dated("inside too", LocalDate.of(2026, 2, 28)),
        dated("after", LocalDate.of(2026, 3, 1)));
    awaitCount(3);
    assertThat(items("from=2026-02-01&to=2026-02-28&" + ALL))
        .extracting(row -> row.get("externalId"))
        .containsExactlyInAnyOrder("inside", "inside too");
    assertThat(items("from=2026-02-28&to=2026-02-28&" + ALL)).hasSize(2);
    assertThat(matchedByBulk(Map.of("from", "2026-02-01", "to", "2026-02-28"))).isEqualTo(2);
  }

  private ObservedTransaction dated(String external, LocalDate date) {
    ObservedTransaction seen = seen(external, "-1.00", false, null);
    seen.setDate(date);
    return seen;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "\\ud83d", "\\u0000"})
  void c08TextWithNulOrALoneSurrogateIsRefusedByTheNameOfItsField(String text) {
    openAccount(account);
    Object id = enter(DAY, "-1.00", "Market").get("id");
    long before = events();
    Map<String, String> requests =
        Map.of(
            "PATCH /api/transactions/" + id + " note",
            "{\"note\":\"%s\"}",
            "PATCH /api/transactions/" + id + " description",
            "{\"description\":\"%s\"}",
            "PATCH /api/transactions/" + id + " tags",
            "{\"tags\":[\"%s\"]}",
            "POST /api/categories name",
            "{\"name\":\"%s\"}",
            "POST /api/merchants name",
            "{\"name\":\"%s\"}");
    requests.forEach(
        (request, body) -> {
          String[] words = request.split(" ");
          var answer =
              api()
                  .method(HttpMethod.valueOf(words[0]))
                  .uri(words[1])
                  .header("Content-Type", "application/json")
                  .bodyValue(body.formatted(text))
                  .exchange()
                  .expectBody(Map.class)
                  .returnResult();
          assertThat(answer.getStatus().is4xxClientError()).as(request).isTrue();
          assertThat(answer.getResponseBody().toString()).as(request).contains(words[2]);
        });
    assertThat(events()).isEqualTo(before);
  }
}
