package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class HostedLinkIT {

  private static final Map<String, String> FORM =
      Map.of("Content-Type", "application/x-www-form-urlencoded");

  private PlaidEmulator emulator;
  private Client client;
  private Receiver receiver;

  @BeforeEach
  void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
    receiver = Receiver.accepting();
  }

  @AfterEach
  void stop() {
    receiver.close();
    emulator.close();
  }

  @Test
  void theChosenBankIsTheResultOfTheSession() {
    var token = token(Map.of("products", List.of("transactions")));
    assertThat(page(token).text()).contains("Choose your bank", "Houndstooth Bank");
    assertThat(session(token).path("link_sessions")).isEmpty();

    assertThat(choose(token, "ins_109512").text()).contains("signed in at Houndstooth Bank");

    var result =
        session(token).path("link_sessions").path(0).path("results").path("item_add_results");
    assertThat(result.path(0).path("institution").path("institution_id").stringValue())
        .isEqualTo("ins_109512");
    var publicToken = result.path(0).path("public_token").stringValue();
    assertThat(client.plaid("/item/public_token/exchange", Map.of("public_token", publicToken)))
        .extracting(Client.Answer::status)
        .isEqualTo(200);
    assertThat(page(token).status()).isEqualTo(404);
    var finished = sessionFinished();
    assertThat(finished.path("status").stringValue()).isEqualTo("SUCCESS");
    assertThat(finished.path("link_token").stringValue()).isEqualTo(token);
    assertThat(finished.path("public_tokens").path(0).stringValue()).isEqualTo(publicToken);
  }

  @Test
  void inUpdateModeTheItemStaysAndSignsInAgain() {
    var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
    var body = Map.of("access_token", item.accessToken());
    client.ok("/sandbox/item/reset_login", body);
    assertThat(client.plaid("/accounts/get", body).errorCode()).isEqualTo("ITEM_LOGIN_REQUIRED");

    var token = token(body);
    assertThat(page(token).text()).contains("First Platypus Bank", "Sign in again");
    choose(token, "again");

    assertThat(client.plaid("/accounts/get", body).status()).isEqualTo(200);
    assertThat(session(token).path("link_sessions").path(0).path("results")).isNotEmpty();
    await().atMost(Duration.ofSeconds(20)).until(() -> receiver.codes().contains("LOGIN_REPAIRED"));
    assertThat(sessionFinished().path("public_tokens")).isEmpty();
  }

  @Test
  void aUserWhoLeavesLinksNothing() {
    client.control("POST", "clock", Map.of("advance", "PT48H"));
    var token = token(Map.of("products", List.of("transactions")));

    assertThat(choose(token, "").text()).contains("Nothing was linked");

    assertThat(sessionFinished().path("status").stringValue()).isEqualTo("EXITED");
    var left = session(token);
    var session = left.path("link_sessions").path(0);
    assertThat(session.has("exit")).isTrue();
    assertThat(Instant.parse(session.path("finished_at").stringValue()))
        .isBetween(
            Instant.parse(session.path("started_at").stringValue()),
            Instant.parse(left.path("expiration").stringValue()));
  }

  @Test
  void anUnknownTokenIsRefused() {
    assertThat(client.plaid("/link/token/get", Map.of("link_token", "link-sandbox-x")).errorCode())
        .isEqualTo("INVALID_LINK_TOKEN");
    assertThat(page("link-sandbox-x").status()).isEqualTo(404);
  }

  private String token(Map<String, ?> fields) {
    Map<String, Object> body = new HashMap<>(fields);
    body.put("client_name", "Florin");
    body.put("language", "en");
    body.put("country_codes", List.of("US"));
    body.put("user", Map.of("client_user_id", "somebody"));
    body.put("webhook", receiver.url());
    body.put("hosted_link", Map.of());
    var answer = client.ok("/link/token/create", body);
    assertThat(URI.create(answer.path("hosted_link_url").stringValue()).getPort())
        .isEqualTo(emulator.port());
    return answer.path("link_token").stringValue();
  }

  private JsonNode sessionFinished() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> receiver.codes().contains("SESSION_FINISHED"));
    return receiver.letters().get(receiver.codes().indexOf("SESSION_FINISHED")).json();
  }

  private JsonNode session(String token) {
    return client.ok("/link/token/get", Map.of("link_token", token));
  }

  private Client.Answer page(String token) {
    return client.send("GET", "/hosted/" + token, "", Map.of());
  }

  private Client.Answer choose(String token, String bank) {
    return client.send("POST", "/hosted/" + token, "institution_id=" + bank, FORM);
  }
}
