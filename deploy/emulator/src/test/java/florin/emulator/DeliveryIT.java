package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeliveryIT {
  private PlaidEmulator emulator;
  private Client client;

  @BeforeEach
  void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void isLostForEverOnceDropped() {
    try (var receiver = Receiver.accepting()) {
      set(Map.of("drop", true));
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      set(Map.of("drop", false));
      fire(item, "NEW_ACCOUNTS_AVAILABLE");

      Awaitility.await()
          .untilAsserted(() -> assertThat(states()).containsExactly("lost", "lost", "delivered"));
      assertThat(receiver.codes()).containsExactly("NEW_ACCOUNTS_AVAILABLE");
    }
  }

  @Test
  void comesAsOftenAsSaid() {
    try (var receiver = Receiver.accepting()) {
      var item = client.link("ins_109508");
      set(Map.of("copies", 50));
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));

      Awaitility.await().until(() -> receiver.letters().size() == 50);
      assertThat(receiver.letters())
          .extracting(letter -> new String(letter.body()))
          .containsOnly(new String(receiver.letters().getFirst().body()));
      assertThat(receiver.letters())
          .extracting(Receiver.Letter::verification)
          .doesNotHaveDuplicates();
    }
  }

  @Nested
  class Held {
    @Test
    void waitsForItsReleaseAndKeepsItsOrder() {
      try (var receiver = Receiver.accepting()) {
        assertThat(held(receiver, false)).isEqualTo(sent());
      }
    }

    @Test
    void isShuffledInAnOrderOfTheSeeds() {
      try (var receiver = Receiver.accepting()) {
        var order = held(receiver, true);

        assertThat(order).isNotEqualTo(sent()).containsExactlyInAnyOrderElementsOf(sent());
        emulator.close();
        start();
        try (var other = Receiver.accepting()) {
          assertThat(held(other, true)).isEqualTo(order);
        }
      }
    }

    @Test
    void isStillHeldAfterARestart(@TempDir Path folder) {
      var settings = Fixture.settings().keptIn(folder);
      try (var receiver = Receiver.accepting()) {
        try (var before = PlaidEmulator.start(settings)) {
          client = new Client(before.baseUrl());
          set(Map.of("hold", true));
          client.link("ins_109508", Map.of("webhook", receiver.url()));
        }

        try (var after = PlaidEmulator.start(settings)) {
          client = new Client(after.baseUrl());
          assertThat(receiver.codes()).isEmpty();
          client.control("POST", "delivery/release", Map.of());
          assertThat(receiver.codes()).containsExactly("INITIAL_UPDATE", "HISTORICAL_UPDATE");
        }
      }
    }

    /** Ten webhooks by their names, in the order they arrive once released. */
    private List<String> held(Receiver receiver, boolean shuffled) {
      var item = client.link("ins_109508");
      set(Map.of("hold", true, "shuffle", shuffled));
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));
      for (var code : sent().subList(1, 10)) {
        fire(item, code);
      }
      assertThat(receiver.codes()).isEmpty();
      var released = client.control("POST", "delivery/release", Map.of()).json();
      assertThat(released.path("released").intValue()).isEqualTo(10);
      return receiver.codes();
    }

    private List<String> sent() {
      return List.of(
          "WEBHOOK_UPDATE_ACKNOWLEDGED",
          "NEW_ACCOUNTS_AVAILABLE",
          "LOGIN_REPAIRED",
          "PENDING_DISCONNECT",
          "USER_ACCOUNT_REVOKED",
          "USER_PERMISSION_REVOKED",
          "DEFAULT_UPDATE",
          "RECURRING_TRANSACTIONS_UPDATE",
          "LOGIN_REPAIRED",
          "NEW_ACCOUNTS_AVAILABLE");
    }
  }

  @Test
  void isNotTriedAgainAtAnAddressThatRefusesAlmostAll() {
    emulator.close();
    emulator = PlaidEmulator.start(Fixture.settings().retryingAfter(Duration.ofHours(1)));
    client = new Client(emulator.baseUrl());
    try (var receiver = Receiver.answering(ordinal -> 500)) {
      var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
      IntStream.range(0, 18).forEach(n -> fire(item, "NEW_ACCOUNTS_AVAILABLE"));

      Awaitility.await().until(() -> states().stream().filter("lost"::equals).count() == 1);
      assertThat(states()).hasSize(20);
      client.control("POST", "clock", Map.of("advance", "PT2H"));
      Awaitility.await().until(() -> states().stream().allMatch("lost"::equals));
      assertThat(receiver.letters()).hasSize(39);
    }
  }

  @Test
  void waitsAsLongAsA429AsksFor() {
    try (var receiver = Receiver.answering(ordinal -> ordinal == 0 ? 429 : 200, "7200")) {
      var item = client.link("ins_109508");
      client.ok(
          "/item/webhook/update",
          Map.of("access_token", item.accessToken(), "webhook", receiver.url()));
      Awaitility.await().until(() -> receiver.letters().size() == 1);
      Awaitility.await().until(() -> !statuses().isEmpty());

      client.control("POST", "clock", Map.of("advance", "PT1H"));
      assertThat(statuses()).containsExactly(429);
      client.control("POST", "clock", Map.of("advance", "PT2H"));

      Awaitility.await().untilAsserted(() -> assertThat(statuses()).containsExactly(429, 200));
    }
  }

  @Test
  void stormsEveryLiveItemAndTellsHowItWas() {
    try (var receiver = Receiver.answering(ordinal -> ordinal % 10 == 0 ? 503 : 200)) {
      var tokens =
          client
              .control("POST", "items/bulk", Map.of("count", 300, "webhook", receiver.url()))
              .json()
              .path("public_tokens");
      set(Map.of("drop", true));
      tokens.forEach(
          token ->
              client.ok(
                  "/item/public_token/exchange", Map.of("public_token", token.stringValue())));

      var storm =
          client
              .control(
                  "POST",
                  "storm",
                  Map.of(
                      "type", "TRANSACTIONS", "code", "SYNC_UPDATES_AVAILABLE", "concurrency", 32))
              .json();

      assertThat(storm.path("sent").intValue()).isEqualTo(300);
      assertThat(storm.path("statuses").path("200").intValue()).isEqualTo(270);
      assertThat(storm.path("statuses").path("503").intValue()).isEqualTo(30);
      assertThat(storm.path("millis").path("p50").doubleValue()).isPositive();
      assertThat(receiver.letters())
          .extracting(letter -> letter.json().path("item_id").stringValue())
          .doesNotHaveDuplicates()
          .hasSize(300);
    }
  }

  private void set(Map<String, ?> knobs) {
    assertThat(client.control("POST", "delivery", knobs).status()).isEqualTo(200);
  }

  private void fire(Client.Linked item, String code) {
    client.ok(
        "/sandbox/item/fire_webhook",
        Map.of("access_token", item.accessToken(), "webhook_code", code));
  }

  private List<String> states() {
    var states = new ArrayList<String>();
    client
        .control("webhooks")
        .path("webhooks")
        .forEach(one -> states.add(one.path("state").stringValue()));
    return states;
  }

  private List<Integer> statuses() {
    return client
        .control("webhooks")
        .path("webhooks")
        .path(0)
        .path("statuses")
        .valueStream()
        .map(JsonNode::intValue)
        .toList();
  }
}
