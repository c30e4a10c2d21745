package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import florin.journal.test.DatabaseRules;
import florin.journal.test.TableRules;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Transactions as lists show them, entries by hand, and who may see what. */
class TransactionsIT extends Household {

  @Autowired private ApplicationContext service;

  @Test
  void pagesThroughEverySortWithoutMissingOrRepeating() {
    observe(
        IntStream.range(0, 250)
            .mapToObj(i -> seen("T" + i, (i % 7 == 0 ? "12." : "-3.") + (10 + i % 90), false, null))
            .toList(),
        List.of(),
        List.of());
    awaitCount(250);
    for (String sort : List.of("-date", "date", "amount", "-amount")) {
      Set<Object> ids = new HashSet<>();
      items("limit=17&sort=" + sort).forEach(item -> assertThat(ids.add(item.get("id"))).isTrue());
      assertThat(ids).hasSize(250);
    }
    assertThat(items("limit=17"))
        .extracting(i -> i.get("date").toString())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(items("limit=17&sort=amount")).extracting(TransactionsIT::amount).isSorted();
    assertThat(items("direction=in&" + ALL))
        .hasSize(36)
        .allSatisfy(i -> assertThat(amount(i)).isPositive());
    assertThat(items("minAmount=-3.20&maxAmount=-3.15&" + ALL))
        .isNotEmpty()
        .allSatisfy(
            i -> assertThat(amount(i)).isBetween(new BigDecimal("-3.20"), new BigDecimal("-3.15")));
    assertThat(items("accountId=" + Ids.next())).isEmpty();
    assertThat(
            items(
                "accountId="
                    + account
                    + "&accountId="
                    + Ids.next()
                    + "&currency=USD&pending=false&"
                    + ALL))
        .hasSize(250);
    assertThat(items("from=2026-03-01&to=2026-03-31&" + ALL))
        .isNotEmpty()
        .allSatisfy(i -> assertThat(i.get("date").toString()).startsWith("2026-03"));
  }

  @Test
  void removesAndRestores() {
    observe(seen("R", "-10.00", false, null), seen("S", "-1.00", false, null));
    awaitCount(2);
    Object id = only("R").get("id");
    api()
        .delete()
        .uri("/api/transactions/" + id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.removedBy")
        .isEqualTo("user");
    assertThat(items(ALL)).hasSize(1);
    assertThat(items("removed=true"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("id", id));
    patch(id, "{\"note\":\"x\"}")
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:transaction-removed");
    api().post().uri("/api/transactions/" + id + "/restore").exchange().expectStatus().isOk();
    awaitCount(2);
    observe(List.of(), List.of(), List.of("S"));
    awaitCount(1);
    observe(seen("S", "-1.00", false, null));
    awaitCount(2);
  }

  @Test
  void takesManualEntriesOnKnownAccountsOnly() {
    Map<String, Object> body =
        Map.of(
            "accountId",
            account,
            "date",
            "2026-02-01",
            "amount",
            Map.of("amount", "-3.50", "currency", "USD"),
            "description",
            "Kiosk");
    api()
        .post()
        .uri("/api/transactions")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectHeader()
        .exists("Retry-After")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:account-not-known-yet");
    openAccount(account);
    api()
        .post()
        .uri("/api/transactions")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.source")
        .isEqualTo("manual")
        .jsonPath("$.amount.amount")
        .isEqualTo("-3.50");
    for (Object amount :
        List.of(
            Map.of("amount", "0", "currency", "USD"),
            Map.of("amount", "-1", "currency", "EUR"),
            Map.of("amount", "-1.005", "currency", "USD"))) {
      Map<String, Object> bad = new HashMap<>(body);
      bad.put("amount", amount);
      api().post().uri("/api/transactions").bodyValue(bad).exchange().expectStatus().isEqualTo(422);
    }
    for (String bad :
        List.of(
            "{\"amount\":-3.5,\"currency\":\"USD\"}",
            "\"-3.50 USD\"",
            "{\"amount\":\"1e400\",\"currency\":\"USD\"}",
            "{\"amount\":\"NaN\",\"currency\":\"USD\"}",
            "{\"amount\":\"1\"}",
            "null")) {
      api()
          .post()
          .uri("/api/transactions")
          .header("Content-Type", "application/json")
          .bodyValue(
              "{\"accountId\":\""
                  + account
                  + "\",\"date\":\"2026-02-01\",\"description\":\"x\",\"amount\":"
                  + bad
                  + "}")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .value(p -> assertThat(p.toString()).startsWith("/amount"));
    }
  }

  @Test
  void namesWhatAManualEntryLacks() {
    for (String field : List.of("accountId", "date", "amount", "description")) {
      Map<String, Object> body =
          new HashMap<>(
              Map.of(
                  "accountId",
                  account,
                  "date",
                  "2026-02-01",
                  "amount",
                  Map.of("amount", "-3.50", "currency", "USD"),
                  "description",
                  "Kiosk"));
      body.remove(field);
      api()
          .post()
          .uri("/api/transactions")
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .value(status -> assertThat(status).isIn(400, 422))
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/" + field);
    }
  }

  @Test
  void showsNothingToOthers() {
    observe(seen("X", "-10.00", false, null));
    awaitCount(1);
    String one = "/api/transactions/" + only("X").get("id");
    WebTestClient guest = platform.client(port, "guest-" + subject);
    guest
        .get()
        .uri("/api/transactions")
        .exchange()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(0);
    guest.get().uri(one).exchange().expectStatus().isNotFound();
    guest.get().uri(one + "/history").exchange().expectStatus().isNotFound();
    guest.patch().uri(one).bodyValue(Map.of("note", "x")).exchange().expectStatus().isNotFound();
    guest.delete().uri(one).exchange().expectStatus().isNotFound();
    guest.post().uri(one + "/restore").exchange().expectStatus().isNotFound();
    assertThat(platform.queryAs("app", "select * from view.transaction")).isEmpty();
    assertThat(platform.queryAs("app", "select * from view.transaction_external")).isEmpty();
    DatabaseRules.check(platform);
    TableRules.check(platform, service);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    for (String query :
        List.of(
            "from=2026-13-01",
            "direction=up",
            "sort=name",
            "limit=0",
            "from=2026-02-02&to=2026-02-01",
            "minAmount=abc",
            "accountId=1",
            "pending=maybe",
            "cursor=AAAA",
            "page=2")) {
      api()
          .get()
          .uri("/api/transactions?" + query)
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectHeader()
          .contentType("application/problem+json")
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isNotEmpty();
    }
    assertThat(events()).isZero();
  }

  @Test
  void describesItselfAsOpenApi() {
    platform
        .anonymous(port)
        .get()
        .uri("/v3/api-docs")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.paths['/api/transactions'].get")
        .exists()
        .jsonPath("$.components.schemas.Transaction.properties.amount")
        .exists();
  }

  private static List<Object> columns(String condition) {
    return platform
        .query(
            "select table_name || '.' || column_name || ' ' || data_type as shown"
                + " from information_schema.columns c where table_schema = 'view' and "
                + condition)
        .stream()
        .map(row -> row.get("shown"))
        .toList();
  }

  @Test
  void keepsACategoryByItsIdTheBanksWordApartAndACurrencyBesideEveryAmount() {
    assertThat(columns("table_name = 'transaction' and column_name like '%categor%'"))
        .containsExactlyInAnyOrder(
            "transaction.category_id uuid",
            "transaction.category_source text",
            "transaction.provider_category_id uuid",
            "transaction.provider_category_label text");
    assertThat(columns("column_name = 'date'"))
        .containsExactlyInAnyOrder(
            "transaction.date date",
            "day_total.date date",
            "series_occurrence.date date",
            "imported_row.date date");
    assertThat(columns("data_type = 'numeric'")).isNotEmpty();
    assertThat(
            columns(
                "data_type = 'numeric' and not exists (select from information_schema.columns o"
                    + " where o.table_schema = c.table_schema and o.table_name = c.table_name"
                    + " and o.column_name = 'currency' and o.is_nullable = 'NO')"))
        .isEmpty();
  }
}
