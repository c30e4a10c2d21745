package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class AccountsIT extends RunningAccounts {

  private WebTestClient.ResponseSpec patch(String user, String id, String json) {
    return as(user)
        .patch()
        .uri("/api/accounts/" + id)
        .header("Content-Type", "application/json")
        .bodyValue(json)
        .exchange();
  }

  @Test
  void areExportedWithTheirBalancesAndGroups() {
    String user = someone("export");
    String id =
        open(
            user,
            """
            {"name":"=Cash","type":"other","currency":"USD","openingBalance":{"amount":"12.30","currency":"USD"}}
            """);
    as(user)
        .post()
        .uri("/api/account-groups")
        .header("Content-Type", "application/json")
        .bodyValue("{\"name\":\"Mine\"}")
        .exchange()
        .expectStatus()
        .isCreated();

    assertThat(exported(user, "accounts?format=csv").lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("id,name,officialName,mask,type,")
        .contains(",balance.current,balance.currentCurrency,");
    assertThat(exported(user, "accounts")).contains(id + ",'=Cash,", ",12.30,USD,");
    assertThat(exported(user, "balances").lines().skip(1))
        .singleElement()
        .asString()
        .startsWith(id + ",")
        .contains(",opening,12.30,USD,,,,,");
    assertThat(exported(user, "balances?format=ndjson"))
        .contains("\"current\":{\"amount\":\"12.30\",\"currency\":\"USD\"}");
    assertThat(exported(user, "account-groups?format=ndjson").lines())
        .singleElement()
        .asString()
        .contains("\"name\":\"Mine\"");
    as(user)
        .get()
        .uri("/api/exports/accounts?format=ofx")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + "export-format-unknown");
  }

  private String exported(String user, String path) {
    return new String(
        as(user)
            .get()
            .uri("/api/exports/" + path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody(),
        StandardCharsets.UTF_8);
  }

  @Nested
  class Opening {

    @Test
    void answersWhatIsReadAfterwards() {
      String user = someone("open");
      var answer =
          as(user)
              .post()
              .uri("/api/accounts")
              .header("Content-Type", "application/json")
              .bodyValue(
                  """
                  {"name":"  Sparkonto ","type":"depository","subtype":"savings","currency":"eur",
                   "openingBalance":{"amount":"-12.3","currency":"EUR"}}
                  """)
              .exchange()
              .expectStatus()
              .isCreated()
              .expectHeader()
              .valueEquals("ETag", "\"2\"")
              .expectBody(Map.class)
              .returnResult();
      Map<?, ?> opened = answer.getResponseBody();
      assertThat(answer.getResponseHeaders().getLocation())
          .hasToString("/api/accounts/" + opened.get("id"));
      assertThat(opened.get("name")).isEqualTo("Sparkonto");
      assertThat(opened.get("manual")).isEqualTo(true);
      assertThat(opened.get("balance"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
          .containsEntry("source", "opening")
          .containsEntry("current", Map.of("amount", "-12.30", "currency", "EUR"));
      assertThat(
              as(user)
                  .get()
                  .uri("/api/accounts/" + opened.get("id"))
                  .exchange()
                  .expectBody(Map.class)
                  .returnResult()
                  .getResponseBody())
          .isEqualTo(opened);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"type\":\"other\",\"currency\":\"USD\"}|invalid-request|/name",
          "{\"name\":\" \",\"type\":\"other\",\"currency\":\"USD\"}|invalid-text|/name",
          "{\"name\":\"x\",\"currency\":\"USD\"}|invalid-request|/type",
          "{\"name\":\"x\",\"type\":\"bank\",\"currency\":\"USD\"}|invalid-request|/type",
          "{\"name\":\"x\",\"type\":\"loan\",\"subtype\":\"ira\",\"currency\":\"USD\"}"
              + "|invalid-request|/subtype",
          "{\"name\":\"x\",\"type\":\"other\",\"currency\":\"XXZ\"}|invalid-request|/currency",
          "{\"name\":\"x\",\"type\":\"other\",\"currency\":\"USD\",\"colour\":1}"
              + "|unknown-field|/colour",
          "{\"name\":\"x\",\"type\":\"other\",\"currency\":\"USD\","
              + "\"openingBalance\":{\"amount\":\"1\",\"currency\":\"EUR\"}}"
              + "|invalid-request|/openingBalance/currency",
          "{\"name\":\"x\",\"type\":\"other\",\"currency\":\"USD\","
              + "\"openingBalance\":{\"amount\":\"1.234\",\"currency\":\"USD\"}}"
              + "|too-many-decimals|/openingBalance/amount",
          "{\"name\":\"x\",\"type\":\"other\",\"currency\":\"USD\","
              + "\"openingBalance\":{\"amount\":\"much\",\"currency\":\"USD\"}}"
              + "|invalid-request|/openingBalance",
        })
    void namesTheFieldThatIsWrong(String body, String code, String pointer) {
      String user = someone("wrong");
      as(user)
          .post()
          .uri("/api/accounts")
          .header("Content-Type", "application/json")
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .is4xxClientError()
          .expectHeader()
          .contentType("application/problem+json")
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo(PROBLEM + code)
          .jsonPath("$.errors[0].pointer")
          .isEqualTo(pointer);
      assertThat(events(user)).isZero();
    }

    @Test
    void namesTheOnlySubtypeOfATypeWithoutAList() {
      as(someone("subtype"))
          .post()
          .uri("/api/accounts")
          .header("Content-Type", "application/json")
          .bodyValue("{\"name\":\"x\",\"type\":\"other\",\"subtype\":\"ira\",\"currency\":\"USD\"}")
          .exchange()
          .expectBody()
          .jsonPath("$.detail")
          .isEqualTo("subtype: 'ira' (expected one of: other)");
    }

    @Test
    void happensOncePerIdempotencyKey() {
      String user = someone("idem");
      String first = posted(user, "Cash", 201, null);
      assertThat(posted(user, "Cash", 201, "true")).isEqualTo(first);
      posted(user, "Other", 422, null);
      assertThat(events(user)).isEqualTo(1);
    }

    private String posted(String user, String name, int status, String replayed) {
      var answer =
          as(user)
              .post()
              .uri("/api/accounts")
              .header("Idempotency-Key", "key-1")
              .bodyValue(Map.of("name", name, "type", "other", "currency", "USD"))
              .exchange()
              .expectStatus()
              .isEqualTo(status)
              .expectBody()
              .returnResult();
      assertThat(answer.getResponseHeaders().getFirst("Idempotency-Replayed")).isEqualTo(replayed);
      return new String(answer.getResponseBodyContent(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Changing {

    @Test
    void readsItsOwnWrite() {
      String user = someone("patch");
      String id = cash(user);
      Map<?, ?> changed =
          patch(user, id, "{\"name\":\"Wallet\",\"hidden\":true,\"status\":\"closed\"}")
              .expectStatus()
              .isOk()
              .expectHeader()
              .valueEquals("ETag", "\"4\"")
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      assertThat(changed.get("name")).isEqualTo("Wallet");
      assertThat(changed.get("hidden")).isEqualTo(true);
      assertThat(changed.get("status")).isEqualTo("closed");
      assertThat(
              as(user)
                  .get()
                  .uri("/api/accounts/" + id)
                  .exchange()
                  .expectBody(Map.class)
                  .returnResult()
                  .getResponseBody())
          .isEqualTo(changed);
      patch(user, id, "{\"name\":\"Wallet\",\"hidden\":true,\"status\":\"closed\"}")
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"4\"");
      patch(user, id, "{}").expectStatus().isOk();
      assertThat(events(user)).isEqualTo(4);
    }

    @Test
    void demandsTheVersionOfIfMatch() {
      String user = someone("etag");
      String id = cash(user);
      for (String verb : List.of("PATCH", "DELETE")) {
        var request =
            as(user)
                .method(org.springframework.http.HttpMethod.valueOf(verb))
                .uri("/api/accounts/" + id)
                .header("If-Match", "\"7\"");
        (verb.equals("PATCH") ? request.bodyValue(Map.of("name", "x")) : request)
            .exchange()
            .expectStatus()
            .isEqualTo(412)
            .expectBody()
            .jsonPath("$.type")
            .isEqualTo(PROBLEM + "version-mismatch");
      }
      assertThat(events(user)).isEqualTo(1);
      as(user)
          .patch()
          .uri("/api/accounts/" + id)
          .header("If-Match", "\"1\"")
          .bodyValue(Map.of("name", "x"))
          .exchange()
          .expectStatus()
          .isOk();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"name\":\"\"}|422|invalid-text|/name",
          "{\"name\":null}|422|name-required|/name",
          "{\"hidden\":null}|400|invalid-request|/hidden",
          "{\"hidden\":\"perhaps\"}|400|invalid-request|/hidden",
          "{\"status\":\"frozen\"}|400|invalid-request|/status",
          "{\"balance\":1}|400|unknown-field|/balance",
        })
    void namesTheFieldThatIsWrong(String body, int status, String code, String pointer) {
      String user = someone("wrong");
      patch(user, cash(user), body)
          .expectStatus()
          .isEqualTo(status)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo(PROBLEM + code)
          .jsonPath("$.errors[0].pointer")
          .isEqualTo(pointer);
      assertThat(events(user)).isEqualTo(1);
    }

    @Test
    void letsOneOfTwoAtOnceThrough() throws InterruptedException {
      String user = someone("race");
      String id = cash(user);
      List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
      try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < 8; i++) {
          String name = "name-" + i;
          clients.submit(
              () ->
                  statuses.add(
                      as(user)
                          .patch()
                          .uri("/api/accounts/" + id)
                          .header("If-Match", "\"1\"")
                          .bodyValue(Map.of("name", name))
                          .exchange()
                          .expectBody()
                          .returnResult()
                          .getStatus()
                          .value()));
        }
        clients.shutdown();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(statuses).hasSize(8).containsOnlyOnce(200).containsOnly(200, 412);
      assertThat(events(user)).isEqualTo(2);
    }

    @Test
    void isRepeatedByItsKeyBeforeItsVersionIsAsked() {
      String user = someone("repeat");
      String id = cash(user);
      for (String replayed : new String[] {null, "true"}) {
        as(user)
            .patch()
            .uri("/api/accounts/" + id)
            .header("If-Match", "\"1\"")
            .header("Idempotency-Key", "rename")
            .bodyValue(Map.of("name", "Wallet"))
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("ETag", "\"2\"")
            .expectBody()
            .consumeWith(
                answer ->
                    assertThat(answer.getResponseHeaders().getFirst("Idempotency-Replayed"))
                        .isEqualTo(replayed));
        as(user)
            .delete()
            .uri("/api/accounts/" + id)
            .header("If-Match", "\"2\"")
            .header("Idempotency-Key", "close")
            .exchange()
            .expectStatus()
            .isNoContent();
      }
      assertThat(events(user)).isEqualTo(3);
    }

    @Test
    void closesAndReopens() {
      String user = someone("close");
      String id = cash(user);
      for (int i = 0; i < 2; i++) {
        as(user).delete().uri("/api/accounts/" + id).exchange().expectStatus().isNoContent();
      }
      assertThat(events(user)).isEqualTo(2);
      patch(user, id, "{\"status\":\"active\"}")
          .expectBody()
          .jsonPath("$.status")
          .isEqualTo("active");
    }
  }
}
