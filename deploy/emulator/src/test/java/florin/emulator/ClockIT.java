package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ClockIT {
  private PlaidEmulator emulator;
  private Client client;

  private void start(EmulatorSettings settings) {
    emulator = PlaidEmulator.start(settings);
    client = new Client(emulator.baseUrl());
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void bringsTheHistoryAtItsTime() {
    start(Fixture.settings().readyAfter(Duration.ofHours(1), Duration.ofHours(3)));
    var item = client.link("ins_109508");

    assertThat(status(item)).isEqualTo("NOT_READY");
    advance("PT61M");
    assertThat(status(item)).isEqualTo("INITIAL_UPDATE_COMPLETE");
    advance("PT2H");
    assertThat(status(item)).isEqualTo("HISTORICAL_UPDATE_COMPLETE");
  }

  @Test
  void triesWebhooksAgainAtOnceAsFarAsTheyAreDue() {
    start(Fixture.settings().retryingAfter(Duration.ofSeconds(30)));
    try (var receiver = Receiver.answering(ordinal -> 503)) {
      watch(receiver);
      awaitStatuses(1);

      advance("PT3M");
      awaitStatuses(3);
      advance("PT24H");
      awaitStatuses(7);

      assertThat(delivery().path("state").stringValue()).isEqualTo("lost");
    }
  }

  @Test
  void endsPublicTokensAfterHalfAnHour() {
    start(Fixture.settings());
    var token = publicToken();

    advance("PT31M");

    assertThat(
            client.plaid("/item/public_token/exchange", Map.of("public_token", token)).errorCode())
        .isEqualTo("INVALID_PUBLIC_TOKEN");
  }

  @Test
  void agesCursorsButNotForAYear() {
    start(Fixture.settings());
    var item = client.link("ins_109508");
    var cursor = client.sync(item, "", 500).cursor;

    advance("P364D");
    var young = page(item, cursor);
    advance("P3D");
    var old = page(item, cursor);

    assertThat(young.status()).isEqualTo(200);
    assertThat(old.errorCode()).isEqualTo("INVALID_FIELD");
    assertThat(old.json().path("error_message").stringValue())
        .isEqualTo("cursor not associated with access_token");
    assertThat(page(item, young.json().path("next_cursor").stringValue()).status()).isEqualTo(200);
  }

  @Test
  void letsLoginsGrowOldOnlyIfTheSettingsSaySo() {
    start(Fixture.settings().expiringAfter(Duration.ofDays(30)));
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      advance("P20D");
      client.control("POST", "items/" + item.itemId() + "/repair", Map.of());
      advance("P20D");
      assertThat(page(item, "").status()).isEqualTo(200);
      advance("P11D");

      assertThat(page(item, "").errorCode()).isEqualTo("ITEM_LOGIN_REQUIRED");
      Awaitility.await()
          .untilAsserted(() -> assertThat(receiver.codes()).containsOnlyOnce("ERROR"));
    }
    emulator.close();
    start(Fixture.settings());
    var item = client.link("ins_109508");
    advance("P40D");
    assertThat(page(item, "").status()).isEqualTo(200);
  }

  @Test
  void isKeptToItself() {
    start(Fixture.settings());
    advance("P100D");

    var created =
        client.ok(
            "/link/token/create",
            Map.of(
                "client_name", "Florin",
                "language", "en",
                "country_codes", List.of("US"),
                "user", Map.of("client_user_id", "u1"),
                "products", List.of("transactions")));

    assertThat(OffsetDateTime.parse(created.path("expiration").stringValue()).toInstant())
        .as("a client compares it with its own clock")
        .isBefore(Instant.now().plus(Duration.ofHours(5)));
  }

  @Test
  void goesOnAfterARestartAndNeverBack(@TempDir Path folder) {
    start(Fixture.settings().keptIn(folder));
    advance("P2D");
    emulator.close();

    start(Fixture.settings().keptIn(folder));

    assertThat(client.control("clock").path("offset").stringValue()).isEqualTo("PT48H");
    assertThat(client.control("POST", "clock", Map.of("advance", "-PT1S")).errorCode())
        .isEqualTo("INVALID_FIELD");
    assertThat(client.control("POST", "clock", Map.of("advance", "soon")).errorCode())
        .isEqualTo("INVALID_FIELD");
  }

  private void advance(String duration) {
    var answer = client.control("POST", "clock", Map.of("advance", duration));
    assertThat(answer.status()).isEqualTo(200);
  }

  private Client.Answer page(Client.Linked item, String cursor) {
    return client.plaid(
        "/transactions/sync", Map.of("access_token", item.accessToken(), "cursor", cursor));
  }

  private String status(Client.Linked item) {
    return client.truth(item).path("transactions_update_status").stringValue();
  }

  private String publicToken() {
    return client
        .ok(
            "/sandbox/public_token/create",
            Map.of("institution_id", "ins_109508", "initial_products", List.of("auth")))
        .path("public_token")
        .stringValue();
  }

  private void watch(Receiver receiver) {
    var item = client.link("ins_109508");
    client.ok(
        "/item/webhook/update",
        Map.of("access_token", item.accessToken(), "webhook", receiver.url()));
  }

  private JsonNode delivery() {
    return client.control("webhooks").path("webhooks").path(0);
  }

  private void awaitStatuses(int attempts) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(delivery().path("statuses").size()).isEqualTo(attempts));
  }
}
