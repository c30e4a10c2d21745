package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

class BalancesIT extends RunningAccounts {

  private final UUID account = Ids.next();

  private void observed(String user, String... times) {
    Bank connection = new Bank(user);
    for (int i = 0; i < times.length; i++) {
      connection.observes(times[i], checking(account, "10" + i));
    }
    soon(
        () ->
            assertThat(
                    platform.count(
                        "select count(*) from view.balance where account_id = '" + account + "'"))
                .isEqualTo(times.length));
  }

  private WebTestClient.ResponseSpec enter(String user, String json) {
    return as(user)
        .post()
        .uri("/api/accounts/" + account + "/balances")
        .header("Content-Type", "application/json")
        .bodyValue(json)
        .exchange();
  }

  private Map<?, ?> page(String user, String query) {
    return as(user)
        .get()
        .uri("/api/accounts/" + account + "/balances" + query)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private List<String> days(String user, String query) {
    return days(page(user, query));
  }

  private static List<String> days(Map<?, ?> page) {
    return values(page, "date");
  }

  private static List<String> values(Map<?, ?> page, String field) {
    return ((List<?>) page.get("items"))
        .stream().map(item -> String.valueOf(((Map<?, ?>) item).get(field))).toList();
  }

  @Test
  void areThoseOfTheUsersDays() {
    String user = someone("days");
    observed(
        user, "2026-03-01T00:00:00Z", "2026-03-02T23:59:59.999Z", "2026-03-03T00:00:00Z", TIME);
    assertThat(days(user, "?from=2026-02-27&to=2026-03-05"))
        .containsExactly("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05");
    assertThat(known(user))
        .containsExactly("observed 103.00", "observed 101.00", "observed 102.00");
    as(user)
        .patch()
        .uri("/api/users/me")
        .header("Content-Type", "application/json")
        .bodyValue("{\"timeZone\":\"America/New_York\"}")
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(days(user, "?from=2026-02-27&to=2026-03-03"))
        .containsExactly("2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03");
    assertThat(known(user)).containsExactly("observed 103.00", "observed 102.00", "derived 102.00");
  }

  private List<String> known(String user) {
    return ((List<?>) page(user, "?from=2026-03-01&to=2026-03-03").get("items"))
        .stream()
            .map(item -> (Map<?, ?>) item)
            .map(item -> item.get("known") + " " + ((Map<?, ?>) item.get("current")).get("amount"))
            .toList();
  }

  @Test
  void takeTheUsersWordBesideTheBanks() {
    String user = someone("manual");
    observed(user, TIME);
    enter(
            user,
            "{\"current\":{\"amount\":\"55\",\"currency\":\"USD\"},"
                + "\"observedAt\":\"2026-02-01T00:00:00Z\"}")
        .expectStatus()
        .isCreated()
        .expectHeader()
        .valueEquals("ETag", "\"1\"")
        .expectBody()
        .jsonPath("$.source")
        .isEqualTo("manual")
        .jsonPath("$.date")
        .isEqualTo("2026-02-01")
        .jsonPath("$.current.amount")
        .isEqualTo("55.00");
    enter(user, "{\"current\":{\"amount\":\"56\",\"currency\":\"USD\"}}")
        .expectStatus()
        .isCreated();
    List<String> sources = values(page(user, "?from=2026-02-01"), "source");
    assertThat(sources).startsWith("manual", "null").endsWith("null");
    assertThat(sources.get(28)).isEqualTo("provider");
    as(user)
        .get()
        .uri("/api/accounts/" + account)
        .exchange()
        .expectBody()
        .jsonPath("$.balance.source")
        .isEqualTo("provider")
        .jsonPath("$.balance.current.amount")
        .isEqualTo("100.00");
  }

  /** A moment has one word of the user's: the last; of a day the latest moment counts. */
  @Test
  void areCorrectedByAnotherEntry() {
    String user = someone("correct");
    observed(user, TIME);
    for (String said :
        List.of(
            "5500 2026-02-01T12:00:00Z", "55 2026-02-01T12:00:00Z", "54 2026-02-01T18:00:00Z")) {
      String[] entry = said.split(" ", -1);
      enter(
              user,
              "{\"current\":{\"amount\":\"%s\",\"currency\":\"USD\"},\"observedAt\":\"%s\"}"
                  .formatted(entry[0], entry[1]))
          .expectStatus()
          .isCreated();
      assertThat(entered(user)).isEqualTo(entry[0] + ".00");
    }
    send(
            user,
            HttpMethod.POST,
            "/api/changes/accounts/"
                + items(user, "/api/changes/accounts").getFirst().get("id")
                + "/undo",
            null)
        .expectStatus()
        .isOk();
    assertThat(entered(user)).isEqualTo("55.00");
  }

  private String entered(String user) {
    Map<?, ?> day =
        (Map<?, ?>)
            ((List<?>) page(user, "?from=2026-02-01&to=2026-02-01").get("items")).getFirst();
    return String.valueOf(((Map<?, ?>) day.get("current")).get("amount"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|invalid-request|/current",
        "{\"current\":{\"amount\":\"1\",\"currency\":\"EUR\"}}|422|currency-mismatch|/current/currency",
        "{\"current\":{\"amount\":\"0.001\",\"currency\":\"USD\"}}"
            + "|422|too-many-decimals|/current/amount",
        "{\"current\":{\"amount\":\"1\",\"currency\":\"USD\"},\"observedAt\":\"2126-01-01T00:00:00Z\"}"
            + "|422|observed-in-future|/observedAt",
        "{\"current\":{\"amount\":\"1\",\"currency\":\"USD\"},\"observedAt\":\"yesterday\"}"
            + "|400|invalid-request|/observedAt",
      })
  void nameTheFieldThatIsWrong(String body, int status, String code, String pointer) {
    String user = someone("wrong");
    observed(user, TIME);
    long before = events(user);
    enter(user, body)
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + code)
        .jsonPath("$.errors[0].pointer")
        .isEqualTo(pointer);
    assertThat(events(user)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "?from=2026-02-30,invalid-parameter,from",
    "?to=tomorrow,invalid-parameter,to",
    "?from=2026-03-02&to=2026-03-01,invalid-parameter,to",
    "?form=2026-03-01,unknown-parameter,form",
    "?limit=0,invalid-parameter,limit",
    "?from=2016-03-01&to=2026-03-11,invalid-parameter,to",
  })
  void refuseWhatTheyDoNotUnderstand(String query, String code, String pointer) {
    String user = someone("query");
    observed(user, TIME);
    as(user)
        .get()
        .uri("/api/accounts/" + account + "/balances" + query)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + code)
        .jsonPath("$.errors[0].pointer")
        .isEqualTo(pointer);
  }
}
