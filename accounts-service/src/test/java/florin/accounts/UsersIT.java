package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;

class UsersIT extends RunningAccounts {

  private WebTestClient.ResponseSpec patch(String user, String ifMatch, String json) {
    return as(user)
        .patch()
        .uri("/api/users/me")
        .header("If-Match", ifMatch)
        .header("Content-Type", "application/json")
        .bodyValue(json)
        .exchange();
  }

  private Map<?, ?> me(String user) {
    return as(user)
        .get()
        .uri("/api/users/me")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  @Test
  void haveDefaultsThatReadingDoesNotWrite() {
    String user = someone("new");
    Map<?, ?> me = me(user);
    assertThat(me.get("id")).isEqualTo(TestPlatform.user(user).toString());
    assertThat(me.get("timeZone")).isEqualTo("UTC");
    assertThat(me.get("baseCurrency")).isEqualTo("USD");
    assertThat(me.get("buffer")).isNull();
    assertThat(me.get("spendFromSavings")).isEqualTo(false);
    assertThat(me.get("version")).isEqualTo(0);
    assertThat(events(user)).isZero();
  }

  @Test
  void chooseFieldByField() {
    String user = someone("choose");
    Map<?, ?> chosen =
        patch(
                user,
                "\"0\"",
                "{\"timeZone\":\"Europe/Zurich\",\"baseCurrency\":\"chf\","
                    + "\"buffer\":{\"amount\":\"250\",\"currency\":\"CHF\"}}")
            .expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("ETag", "\"2\"")
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    assertThat(chosen.get("buffer")).isEqualTo(Map.of("amount", "250.00", "currency", "CHF"));
    assertThat(me(user)).isEqualTo(chosen);
    patch(user, "\"0\"", "{\"timeZone\":\"UTC\"}").expectStatus().isEqualTo(412);
    patch(user, "\"2\"", "{\"buffer\":null}")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.buffer")
        .isEqualTo(null)
        .jsonPath("$.timeZone")
        .isEqualTo("Europe/Zurich")
        .jsonPath("$.baseCurrency")
        .isEqualTo("CHF");
    patch(user, "\"3\"", "{\"timeZone\":\"Europe/Zurich\"}")
        .expectHeader()
        .valueEquals("ETag", "\"3\"");
    assertThat(events(user)).isEqualTo(3);
  }

  @Test
  void chooseWhetherSavingsAreSpent() {
    String user = someone("savings");
    patch(user, "\"0\"", "{\"spendFromSavings\":true}")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.spendFromSavings")
        .isEqualTo(true);
    assertThat(me(user).get("spendFromSavings")).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"spendFromSavings\":null}|invalid-request|/spendFromSavings",
        "{\"timeZone\":\"Mars/Olympus\"}|invalid-request|/timeZone",
        "{\"timeZone\":\"SystemV/PST8\"}|invalid-request|/timeZone",
        "{\"timeZone\":null}|invalid-request|/timeZone",
        "{\"baseCurrency\":\"XXZ\"}|invalid-request|/baseCurrency",
        "{\"baseCurrency\":\"DOLLARS_AND_CENTS\"}|invalid-request|/baseCurrency",
        "{\"buffer\":{\"amount\":\"-1\",\"currency\":\"USD\"}}|invalid-request|/buffer/amount",
        "{\"buffer\":{\"amount\":\"1\",\"currency\":\"points\"}}|invalid-request|/buffer/currency",
        "{\"buffer\":{\"amount\":\"0.5\",\"currency\":\"JPY\"}}|too-many-decimals|/buffer/amount",
        "{\"email\":\"x\"}|unknown-field|/email",
      })
  void areToldWhichFieldIsWrong(String body, String code, String pointer) {
    String user = someone("wrong");
    patch(user, "*", body)
        .expectStatus()
        .is4xxClientError()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + code)
        .jsonPath("$.errors[0].pointer")
        .isEqualTo(pointer);
    assertThat(events(user)).isZero();
  }

  @Test
  void areForgottenWhenTheyAskForIt() {
    String user = someone("leaver");
    patch(user, "\"0\"", "{\"timeZone\":\"Europe/Zurich\"}").expectStatus().isOk();
    as(user)
        .delete()
        .uri("/api/users/me")
        .exchange()
        .expectStatus()
        .isAccepted()
        .expectBody()
        .jsonPath("$.state")
        .isEqualTo("erasing");
    as(user).get().uri("/api/users/me").exchange().expectStatus().isEqualTo(410);
    patch(user, "\"1\"", "{\"timeZone\":\"UTC\"}").expectStatus().isEqualTo(410);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        platform.query(
                            "select type from journal.event where user_id = '"
                                + TestPlatform.user(user)
                                + "' order by position"))
                    .isEqualTo(
                        List.of(
                            Map.of("type", "florin.events.erasure.UserErasing"),
                            Map.of("type", "florin.events.erasure.UserErased"))));
    assertThat(
            platform.count(
                "select count(*) from view.profile where user_id = '"
                    + TestPlatform.user(user)
                    + "'"))
        .isZero();
  }
}
