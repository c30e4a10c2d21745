package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.Client.Linked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class LoginChangesIT {
  private static final String TOKENIZED = "ins_56";
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

  @Nested
  class Revoked {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itemRefusesAllButItself(boolean gone) {
      var item = watched("ins_109508");

      client.control("POST", "items/" + item.itemId() + "/revoke", Map.of("gone", gone));

      awaitCode("USER_PERMISSION_REVOKED");
      var body = Map.of("access_token", item.accessToken());
      for (var path : List.of("/accounts/get", "/transactions/sync", "/item/remove")) {
        assertThat(client.plaid(path, body).errorCode()).isEqualTo("ITEM_NOT_FOUND");
      }
      var itself = client.plaid("/item/get", body);
      if (gone) {
        assertThat(itself.errorCode()).isEqualTo("ITEM_NOT_FOUND");
      } else {
        assertThat(itself.json().path("item").path("error").path("error_code").stringValue())
            .isEqualTo("USER_PERMISSION_REVOKED");
      }
    }

    @Test
    void itemMayGoWithoutAWord() {
      var item = watched("ins_109508");
      var before = receiver.codes();

      client.control("POST", "items/" + item.itemId() + "/revoke", Map.of("silent", true));

      assertThat(client.control("webhooks").path("webhooks").size()).isEqualTo(before.size());
      assertThat(client.control("items").path("items").path(0).path("state").stringValue())
          .isEqualTo("revoked");
    }
  }

  @Nested
  class TokenRotated {
    @Test
    void worksOnlyUnderTheNewOne() {
      var item = client.link("ins_109508");
      var cursor = client.sync(item, "", 500).cursor;

      var token =
          client
              .ok("/item/access_token/invalidate", Map.of("access_token", item.accessToken()))
              .path("new_access_token")
              .stringValue();

      var body = Map.of("access_token", item.accessToken());
      assertThat(client.plaid("/item/get", body).errorCode()).isEqualTo("INVALID_ACCESS_TOKEN");
      assertThat(client.sync(new Linked(item.itemId(), token), cursor, 500).added).isEmpty();
    }
  }

  @Nested
  class Relinked {
    @Test
    void holdsTheSameUnderOtherIds() {
      var first = client.link(TOKENIZED, Map.of("override_username", "anna"));
      var second = client.link(TOKENIZED, Map.of("override_username", "anna"));
      var stranger = client.link(TOKENIZED, Map.of("override_username", "bert"));

      assertThat(withoutIds(client.truth(second))).isEqualTo(withoutIds(client.truth(first)));
      assertThat(ids(client.truth(second))).doesNotContainAnyElementsOf(ids(client.truth(first)));
      assertThat(persistentId(second)).isEqualTo(persistentId(first)).isNotBlank();
      assertThat(persistentId(stranger)).isNotEqualTo(persistentId(first));
    }

    @Test
    void holdsWhatHappenedSince() {
      var first = client.link("ins_109508", Map.of("override_username", "anna"));
      client.add(
          first, Map.of("account", "checking", "amount", 4.5, "date", "2026-06-29", "name", "New"));
      client.offerSavings(first);
      client.repair(first, Map.of("grant", true));
      client.ok("/item/remove", Map.of("access_token", first.accessToken()));

      var second = client.link("ins_109508", Map.of("override_username", "anna"));

      assertThat(withoutIds(client.truth(second))).isEqualTo(withoutIds(client.truth(first)));
      assertThat(client.names(second)).contains("Holiday");
    }
  }

  @Nested
  class Bulk {
    @Test
    void makesManySmallLogins() {
      var tokens =
          client
              .control(
                  "POST",
                  "items/bulk",
                  Map.of("count", 10_000, "institution_id", "ins_109512", "transactions", 3))
              .json()
              .path("public_tokens");
      var exchanged =
          client.ok(
              "/item/public_token/exchange",
              Map.of("public_token", tokens.get(9_999).stringValue()));
      var item =
          new Linked(
              exchanged.path("item_id").stringValue(),
              exchanged.path("access_token").stringValue());

      assertThat(tokens.valueStream().map(JsonNode::stringValue).distinct()).hasSize(10_000);
      assertThat(client.sync(item, "", 500).added).hasSize(3);
      assertThat(client.names(item)).containsExactly("Pocket Checking");
      assertThat(client.link("ins_109508").itemId()).isNotEqualTo(item.itemId());
    }
  }

  @Test
  void countsRequestsByPathAndStatusUntilTheyAreForgotten() {
    client.plaid("/item/get", Map.of("access_token", "nobody's"));
    client.plaid("/item/get", Map.of("access_token", "nobody's"));

    var statuses = client.control("requests").path("statuses");
    client.control("DELETE", "requests", Map.of());

    assertThat(statuses.path("/item/get").path("400").intValue()).isEqualTo(2);
    assertThat(client.control("requests").path("counts").isEmpty()).isTrue();
    assertThat(client.control("requests").path("last").isEmpty()).isTrue();
  }

  @Test
  void allOfItSurvivesARestart(@TempDir Path folder) {
    var settings = Fixture.settings().keptIn(folder);
    var before = new ArrayList<JsonNode>();
    Linked item;
    try (var kept = PlaidEmulator.start(settings)) {
      client = new Client(kept.baseUrl());
      item = client.link(TOKENIZED, Map.of("override_username", "anna"));
      client.offerSavings(item);
      client.repair(item, Map.of("grant", true));
      client.change(item, "checking", "churn", Map.of());
      client.change(item, "savings", "balance", Map.of("current", 1));
      client.control(
          "POST",
          "items/" + item.itemId() + "/accounts",
          Map.of("subtype", "auto", "balance", 900));
      var gone = client.link("ins_109508");
      client.control("POST", "items/" + gone.itemId() + "/revoke", Map.of());
      client.control("POST", "faults", Map.of("kind", "http", "after", 1));
      client.sync(item, "", 500);
      before.add(client.control("items"));
      before.add(client.truth(item));
    }

    try (var kept = PlaidEmulator.start(settings)) {
      client = new Client(kept.baseUrl());
      assertThat(List.of(client.control("items"), client.truth(item))).isEqualTo(before);
      assertThat(
              client
                  .plaid("/transactions/sync", Map.of("access_token", item.accessToken()))
                  .status())
          .isEqualTo(502);
      client.repair(item, Map.of("grant", true));
      assertThat(client.names(item)).hasSize(3);
    }
  }

  private Linked watched(String institution) {
    var item = client.link(institution, Map.of("webhook", receiver.url()));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(receiver.codes())
                    .containsExactlyInAnyOrder("INITIAL_UPDATE", "HISTORICAL_UPDATE"));
    return item;
  }

  private static List<String> ids(JsonNode truth) {
    return truth
        .path("transactions")
        .valueStream()
        .map(one -> one.path("transaction_id").stringValue())
        .sorted()
        .toList();
  }

  private void awaitCode(String code) {
    Awaitility.await().untilAsserted(() -> assertThat(receiver.codes()).contains(code));
  }

  /** Accounts and transactions, in an order that no id decides. */
  private static List<String> withoutIds(JsonNode truth) {
    return Stream.of("accounts", "transactions")
        .flatMap(name -> truth.path(name).valueStream())
        .map(one -> ((ObjectNode) one).deepCopy())
        .map(one -> one.remove(List.of("account_id", "transaction_id")).toString())
        .sorted()
        .toList();
  }

  private String persistentId(Linked item) {
    return client.accounts(item).path(0).path("persistent_account_id").stringValue();
  }
}
