package florin.planning.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import florin.planning.PlanSteps;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

class RefusalsIT extends PlanSteps {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"startingBalance":{"amount":"1","currency":"USD"}}            | 400 | invalid-request | /name
          {"name":"a"}                                                   | 400 | invalid-request | /startingBalance
          {"name":"a","startingBalance":12.5}                            | 400 | invalid-request | /startingBalance
          {"name":"a","startingBalance":{"amount":"x","currency":"USD"}} | 400 | invalid-request | /startingBalance
          {"name":"a","startingBalance":{"amount":"1.001","currency":"USD"}} | 422 | too-many-decimals | /startingBalance/amount
          {"name":"a","startingBalance":{"amount":"1","currency":"usd"}} | 422 | currency-not-official | /startingBalance/currency
          {"name":" ","startingBalance":{"amount":"1","currency":"USD"}} | 422 | invalid-text | /name
          {"name":"a","startingBalance":{"amount":"1","currency":"USD"},"balance":1} | 400 | unknown-field | /balance
          {"name":"a","startingBalance":{"amount":"1","currency":"USD"},"accountId":"b"} | 400 | invalid-request | /accountId
          """)
  void ofAScenarioNameTheField(String body, int status, String code, String pointer) {
    problem(
        me().post().uri("/api/scenarios").contentType(MediaType.APPLICATION_JSON).bodyValue(body),
        status,
        code,
        pointer);
    assertThat(events()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":null}                                  | 400 | invalid-request   | /name
          {"amount":null}                                | 400 | invalid-request   | /amount
          {"frequency":"fortnightly"}                    | 400 | invalid-request   | /frequency
          {"dueDate":"2026-02-30"}                       | 400 | invalid-request   | /dueDate
          {"dueDate":"1066-10-14"}                       | 400 | invalid-request   | /dueDate
          {"amount":{"amount":"-1","currency":"USD"}}    | 422 | amount-out-of-range | /amount/amount
          {"amount":{"amount":"1","currency":"EUR"}}     | 422 | currency-mismatch | /amount/currency
          {"origin":"manual"}                            | 400 | unknown-field     | /origin
          """)
  void ofABillNameTheField(String body, int status, String code, String pointer) {
    String id = scenario("Baseline");
    Object billId = bill(id, "Rent", "900").get("id");
    problem(
        me().patch()
            .uri("/api/scenarios/{id}/bills/{bill}", id, billId)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body),
        status,
        code,
        pointer);
    assertThat(events()).isEqualTo(2);
  }

  @Test
  void ofParametersNameThem() {
    problem(me().get().uri("/api/scenarios?name=x"), 400, "unknown-parameter", "name");
    problem(me().get().uri("/api/scenarios?limit=0"), 400, "invalid-parameter", "limit");
    problem(me().get().uri("/api/scenarios?cursor=abc"), 400, "invalid-cursor", "cursor");
    problem(
        me().get().uri("/api/scenarios?includeDeleted=maybe"),
        400,
        "invalid-parameter",
        "includeDeleted");
    problem(me().get().uri("/api/scenarios/not-a-uuid"), 400, "invalid-parameter", "id");
  }

  @Test
  void ofAnAccountNobodyHasToldOfSayWhenToTryAgain() {
    Map<String, Object> body =
        Map.of("name", "a", "startingBalance", HUNDRED, "accountId", Ids.next());
    me().post()
        .uri("/api/scenarios")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectHeader()
        .exists("Retry-After")
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:account-not-known-yet")
        .jsonPath("$.errors[0].pointer")
        .isEqualTo("/accountId");
    String id = scenario("Baseline");
    problem(
        me().post()
            .uri("/api/scenarios/{id}/bills", id)
            .bodyValue(Map.of("name", "a", "amount", HUNDRED, "accountId", UUID.randomUUID())),
        422,
        "unknown-account",
        "/accountId");
  }
}
