package florin.journal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.sample.RunningSample;
import florin.journal.test.TestPlatform;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class RefusalsIT extends RunningSample {

  @Nested
  class Refusals {

    @Test
    void nameWhatIsWrong() {
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "application/json")
          .bodyValue("{\"txt\":\"a\"}")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:unknown-field")
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/txt")
          .jsonPath("$.traceId")
          .isNotEmpty();
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "application/json")
          .bodyValue("{\"text\":")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:invalid-request");
      as("bad")
          .get()
          .uri("/api/notes?form=2026-01-01")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:unknown-parameter")
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("form");
      as("bad")
          .get()
          .uri("/api/notes?from=2026-02-30")
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].detail")
          .value(detail -> assertThat(detail.toString()).contains("2026-02-30", "a date such as"));
      as("bad").get().uri("/api/notes?limit=501").exchange().expectStatus().isBadRequest();
      as("bad")
          .patch()
          .uri("/api/notes/not-a-uuid")
          .bodyValue(Map.of())
          .exchange()
          .expectStatus()
          .isBadRequest();
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "text/plain")
          .bodyValue("a")
          .exchange()
          .expectStatus()
          .isEqualTo(415);
      as("bad")
          .post()
          .uri("/api/notes")
          .bodyValue(Map.of("text", "x".repeat(2_000_000)))
          .exchange()
          .expectStatus()
          .isEqualTo(413);
      as("bad")
          .post()
          .uri("/api/notes")
          .bodyValue(Map.of("text", "x".repeat(101)))
          .exchange()
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/text");
      as("bad").delete().uri("/api/notes").exchange().expectStatus().isEqualTo(405);
      assertThat(
              platform.count(
                  "select count(*) from journal.event where user_id = '"
                      + TestPlatform.user("bad")
                      + "'"))
          .isZero();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "limit=0x5",
          "limit=%2B5",
          "limit=",
          "limit=%EF%BC%95",
          "limit=5&limit=6",
          "from=1/31/26",
          "from=",
          "from=1899-12-31",
          "cursor=%00",
          "limit"
        })
    void ofAParameterNameIt(String query) {
      as("bad")
          .get()
          .uri(URI.create("http://127.0.0.1:" + port + "/api/notes?" + query))
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectHeader()
          .contentType("application/problem+json")
          .expectBody()
          .jsonPath("$.detail")
          .value(detail -> assertThat(detail.toString()).contains("(expected: "))
          .jsonPath("$.type")
          .value(
              type ->
                  assertThat(type.toString())
                      .matches("urn:florin:problem:invalid-(parameter|cursor)"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{'text':'a','text':'b'}| /text",
          "{'text':'a\\u0000b'}| /text",
          "{'text':'\\ud83d'}| /text",
          "{'text':5}| /text",
          "{'text':['a']}| /text"
        })
    void ofAFieldPointToIt(String body, String pointer) {
      as("bad")
          .post()
          .uri("/api/notes")
          .header("Content-Type", "application/json")
          .bodyValue(body.replace('\'', '"'))
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:invalid-request")
          .jsonPath("$.errors[0].pointer")
          .isEqualTo(pointer)
          .jsonPath("$.errors[0].detail")
          .value(detail -> assertThat(detail.toString()).contains("(expected: "));
    }

    /** The handler would do its work and then find no form for its answer. */
    @Test
    void ofTheFormOfAnAnswerComeBeforeTheWork() {
      String user = "picky-" + UUID.randomUUID();
      for (String accepted :
          List.of(
              "text/html",
              "image/png, text/*;q=0.5",
              "a/b/c",
              "json",
              "application/json;charset=UTF-16")) {
        as(user)
            .post()
            .uri("/api/notes")
            .header("Accept", accepted)
            .bodyValue(Map.of("text", "a"))
            .exchange()
            .expectStatus()
            .is4xxClientError()
            .expectHeader()
            .contentType("application/problem+json");
      }
      assertThat(
              platform.count(
                  "select count(*) from journal.event where user_id = '"
                      + TestPlatform.user(user)
                      + "'"))
          .isZero();
    }

    @Test
    void hideOtherUsersAsIfTheyWereNotThere() {
      UUID id = take("owner-" + UUID.randomUUID(), "mine").id();
      String foreign =
          problem(as("thief").patch().uri("/api/notes/" + id).bodyValue(Map.of("text", "x")), id);
      UUID random = UUID.randomUUID();
      assertThat(
              problem(
                  as("thief").patch().uri("/api/notes/" + random).bodyValue(Map.of("text", "x")),
                  random))
          .isEqualTo(foreign);
    }

    private String problem(WebTestClient.RequestHeadersSpec<?> request, UUID id) {
      return new String(
              request
                  .header("X-Request-Id", "same")
                  .exchange()
                  .expectStatus()
                  .isNotFound()
                  .expectBody()
                  .returnResult()
                  .getResponseBody(),
              StandardCharsets.UTF_8)
          .replace(id.toString(), "ID");
    }

    @Test
    void demandAToken() {
      platform
          .anonymous(port)
          .get()
          .uri("/api/notes")
          .exchange()
          .expectStatus()
          .isUnauthorized()
          .expectHeader()
          .contentType("application/problem+json")
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:unauthenticated");
    }
  }
}
