package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AuditsIT {
  private static final LocalDate TODAY = Fixture.TODAY;
  private static PlaidEmulator emulator;
  private static Client client;

  @BeforeAll
  static void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Nested
  class Get {
    @Test
    void pagesThroughWhatTheSyncAddsNewestFirst() {
      var item = client.link("ins_109508");
      var all = new ArrayList<JsonNode>();
      var total = 0;
      do {
        var page =
            get(item, TODAY.minusDays(729), TODAY, Map.of("count", 500, "offset", all.size()));
        page.path("transactions").forEach(all::add);
        total = page.path("total_transactions").intValue();
      } while (all.size() < total);

      assertThat(Client.Update.ids(all))
          .containsExactlyInAnyOrderElementsOf(Client.Update.ids(client.sync(item, "", 500).added));
      assertThat(all)
          .extracting(one -> one.path("date").stringValue())
          .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Test
    void keepsToItsDaysAndAccounts() {
      var item = client.link("ins_109508");
      var accounts =
          client.ok("/accounts/get", Map.of("access_token", item.accessToken())).path("accounts");
      var savings = accounts.path(1).path("account_id").stringValue();

      var page =
          get(
              item,
              TODAY.minusDays(90),
              TODAY.minusDays(30),
              Map.of("account_ids", List.of(savings)));

      assertThat(page.path("accounts").size()).isEqualTo(1);
      assertThat(page.path("transactions").valueStream())
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(one.path("account_id").stringValue()).isEqualTo(savings);
                assertThat(one.path("date").stringValue())
                    .isBetween(TODAY.minusDays(90).toString(), TODAY.minusDays(30).toString());
              });
    }

    @ParameterizedTest
    @CsvSource({
      "2026-06-30,2026-06-01,1,0",
      "2026-06-01,june,1,0",
      "2026-06-01,2026-06-30,501,0",
      "2026-06-01,2026-06-30,1,-1"
    })
    void refusesRangesThatAreNone(String from, String to, int count, int offset) {
      var item = client.link("ins_109508");

      var refused =
          client.plaid(
              "/transactions/get",
              Map.of(
                  "access_token",
                  item.accessToken(),
                  "start_date",
                  from,
                  "end_date",
                  to,
                  "options",
                  Map.of("count", count, "offset", offset)));

      assertThat(refused.errorCode()).isEqualTo("INVALID_FIELD");
    }

    @Test
    void isNotReadyBeforeTheFirstHistory() {
      try (var slow =
          PlaidEmulator.start(
              Fixture.settings().readyAfter(Duration.ofHours(1), Duration.ofHours(2)))) {
        var patient = new Client(slow.baseUrl());
        var item = patient.link("ins_109508");

        var refused =
            patient.plaid(
                "/transactions/get",
                Map.of(
                    "access_token", item.accessToken(),
                    "start_date", "2026-06-01",
                    "end_date", "2026-06-30"));

        assertThat(refused.errorCode()).isEqualTo("PRODUCT_NOT_READY");
      }
    }

    private JsonNode get(Client.Linked item, LocalDate from, LocalDate to, Map<String, ?> options) {
      return client.ok(
          "/transactions/get",
          Map.of(
              "access_token", item.accessToken(),
              "start_date", from.toString(),
              "end_date", to.toString(),
              "options", options));
    }
  }

  @Nested
  class Refresh {
    @Test
    void readsWhatTheBankHasAndTellsSo() {
      try (var receiver = Receiver.accepting()) {
        var item = client.link("ins_109508", Map.of("webhook", receiver.url()));
        var cursor = client.sync(item, "", 500).cursor;
        var unread = new HashMap<String, Object>(coffee());
        unread.put("unread", true);
        var id = client.add(item, unread);
        assertThat(client.sync(item, cursor, 500).added).isEmpty();

        refresh(item);

        assertThat(Client.Update.ids(client.sync(item, cursor, 500).added)).containsExactly(id);
        Awaitility.await()
            .untilAsserted(
                () ->
                    assertThat(receiver.codes())
                        .contains("SYNC_UPDATES_AVAILABLE", "DEFAULT_UPDATE"));
      }
    }

    @Test
    void saysNothingOfNoNews() {
      var item = client.link("ins_109508", Map.of("webhook", "http://127.0.0.1:9/nobody"));
      client.sync(item, "", 500);
      var before = webhooks();

      refresh(item);

      assertThat(webhooks()).isEqualTo(before);
    }

    private void refresh(Client.Linked item) {
      client.ok("/transactions/refresh", Map.of("access_token", item.accessToken()));
    }

    private int webhooks() {
      return client.control("webhooks").path("webhooks").size();
    }
  }

  @Nested
  class Growing {
    @AfterEach
    void strict() {
      client.control("POST", "mutations", Map.of());
    }

    @Test
    void servesAnUpdateAsItWasBegunIfLenient() {
      client.control("POST", "mutations", Map.of("mode", "lenient"));
      var item = client.link("ins_109508");
      var whole = Client.Update.ids(client.sync(item, "", 500).added);
      var first = page(item, "");
      var late = client.add(item, coffee());

      var rest = client.sync(item, first.path("next_cursor").stringValue(), 500);

      assertThat(Client.Update.ids(rest.added)).isEqualTo(whole.subList(10, whole.size()));
      assertThat(Client.Update.ids(client.sync(item, rest.cursor, 500).added))
          .containsExactly(late);
    }

    @Test
    void removesOrphansIfWanted() {
      client.control("POST", "mutations", Map.of("mode", "strict", "orphans", true));
      var item = client.link("ins_109508");
      var cursor = client.sync(item, "", 500).cursor;
      var orphan = client.add(item, coffee());
      client.control("DELETE", "items/" + item.itemId() + "/transactions/" + orphan, Map.of());

      var update = client.sync(item, cursor, 500);

      assertThat(update.added).isEmpty();
      assertThat(Client.Update.ids(update.removed)).containsExactly(orphan);
    }

    private JsonNode page(Client.Linked item, String cursor) {
      return client.ok(
          "/transactions/sync",
          Map.of("access_token", item.accessToken(), "cursor", cursor, "count", 10));
    }
  }

  @Test
  void categoriesAreForEverybody() {
    var answer = client.send("POST", "/categories/get", "{}", Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("categories").valueStream())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.path("hierarchy").size()).isPositive());
  }

  private static Map<String, ?> coffee() {
    return Map.of("account", "checking", "amount", 4.5, "date", "2026-06-29", "name", "Coffee");
  }
}
