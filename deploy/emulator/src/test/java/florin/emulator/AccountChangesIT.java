package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.Client.Linked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

class AccountChangesIT {
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
  class NewAccount {
    @Test
    void isAnnouncedAndSeenOnlyOnceTheUserGrantsIt() {
      var item = watched("ins_109508");
      var held = held(item);
      var cursor = client.sync(item, "", 500).cursor;

      offerSavings(item);
      awaitCode("NEW_ACCOUNTS_AVAILABLE");
      assertThat(names(item)).containsExactly("Everyday Checking", "Rainy Day Savings");
      repair(item, Map.of());
      assertThat(names(item)).hasSize(2);
      repair(item, Map.of("grant", true));

      assertThat(names(item)).hasSize(3).last().isEqualTo("Holiday");
      var update = client.sync(item, cursor, 500);
      assertThat(update.added)
          .extracting(one -> one.path("name").stringValue())
          .containsExactly("Gift", "Interest");
      update.apply(held);
      assertSameAsTruth(item, held);
      assertThat(account(item, "Holiday").path("balances").path("current").decimalValue())
          .isEqualByComparingTo("12.5");
      awaitCode("SYNC_UPDATES_AVAILABLE");
    }

    @Test
    void movesItsBalanceWithWhatComesLater() {
      var item = watched("ins_109508");
      offerSavings(item);
      repair(item, Map.of("grant", true));

      client.add(
          item,
          Map.of(
              "account",
              account(item, "Holiday").path("account_id").stringValue(),
              "amount",
              2.5,
              "name",
              "Spent"));

      assertThat(account(item, "Holiday").path("balances").path("current").decimalValue())
          .isEqualByComparingTo("10");
      assertThat(client.truth(item).path("accounts")).isEqualTo(accounts(item));
    }
  }

  @Nested
  class Closed {
    @Test
    void vanishesWithItsTransactions() {
      var item = watched("ins_109508");
      var held = held(item);
      var update = client.sync(item, "", 500);
      var savings = account(item, "Rainy Day Savings").path("account_id").stringValue();

      change(item, savings, "close", Map.of());

      var later = client.sync(item, update.cursor, 500);
      assertThat(later.removed)
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.path("account_id").stringValue()).isEqualTo(savings));
      later.apply(held);
      assertSameAsTruth(item, held);
      assertThat(names(item)).containsExactly("Everyday Checking");
      awaitCode("TRANSACTIONS_REMOVED");
    }

    @Test
    void mayLeaveItsTransactionsBehind() {
      var item = watched("ins_109508");
      var update = client.sync(item, "", 500);

      change(item, "savings", "close", Map.of("removeTransactions", false));

      assertThat(client.sync(item, update.cursor, 500).removed).isEmpty();
      assertThat(names(item)).containsExactly("Everyday Checking");
    }
  }

  @Nested
  class Churned {
    @Test
    void isTheSameUnderAnotherId() {
      var item = watched(TOKENIZED);
      var held = held(item);
      var before = account(item, "Quiet Checking");
      var cursor = client.sync(item, "", 500).cursor;

      var id = change(item, "checking", "churn", Map.of()).json().path("account_id").stringValue();

      var after = account(item, "Quiet Checking");
      assertThat(after.path("account_id").stringValue())
          .isEqualTo(id)
          .isNotEqualTo(before.path("account_id").stringValue());
      for (var same : List.of("mask", "subtype", "balances", "persistent_account_id")) {
        assertThat(after.path(same)).isEqualTo(before.path(same));
      }
      var update = client.sync(item, cursor, 500);
      assertThat(update.removed).hasSize(37);
      assertThat(update.added).hasSize(37);
      assertThat(Client.Update.ids(update.added))
          .doesNotContainAnyElementsOf(Client.Update.ids(update.removed));
      update.apply(held);
      assertSameAsTruth(item, held);
      awaitCode("TRANSACTIONS_REMOVED");
    }
  }

  @Nested
  class Revoked {
    @Test
    void accountVanishesByItsName() {
      var item = watched("ins_109508");
      var savings = account(item, "Rainy Day Savings").path("account_id").stringValue();

      change(item, savings, "revoke", Map.of());

      awaitCode("USER_ACCOUNT_REVOKED");
      assertThat(letter("USER_ACCOUNT_REVOKED").path("account_id").stringValue())
          .isEqualTo(savings);
      assertThat(names(item)).containsExactly("Everyday Checking");
    }

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
  class Balance {
    @Test
    void isWhatTheBankStates() {
      var item = watched("ins_109508");
      var stated = new HashMap<String, Object>();
      stated.put("current", null);
      stated.put("available", 71.25);

      change(item, "checking", "balance", stated);

      var balances = account(item, "Everyday Checking").path("balances");
      assertThat(balances.path("current").isNull()).isTrue();
      assertThat(balances.path("available").toString()).isEqualTo("71.25");
      assertThat(client.truth(item).path("accounts")).isEqualTo(accounts(item));
      Awaitility.await()
          .untilAsserted(() -> assertThat(receiver.codes()).contains("DEFAULT_UPDATE"));
      assertThat(receiver.codes()).doesNotContain("SYNC_UPDATES_AVAILABLE");
    }
  }

  @Nested
  class UnknownWords {
    @Test
    void goOverTheWireAsTheyAre() {
      var item = client.link("ins_109508");
      var fields = new HashMap<String, Object>();
      fields.put("merchant_name", null);
      fields.put("iso_currency_code", null);
      fields.put("unofficial_currency_code", "DOGE");
      fields.put("transaction_code", "teleport");
      fields.put("brand_new", Map.of("x", List.of(1, 2)));
      fields.put("personal_finance_category", Map.of("primary", "SPACE_TRAVEL"));
      var cursor = client.sync(item, "", 500).cursor;
      client.add(item, Map.of("account", "checking", "amount", 1, "name", "Odd", "fields", fields));

      var odd = client.sync(item, cursor, 500).added.getFirst();

      assertThat(odd.path("merchant_name").isNull()).isTrue();
      assertThat(odd.path("unofficial_currency_code").stringValue()).isEqualTo("DOGE");
      assertThat(odd.path("transaction_code").stringValue()).isEqualTo("teleport");
      assertThat(odd.path("brand_new").path("x").size()).isEqualTo(2);
      assertThat(odd.path("personal_finance_category").path("primary").stringValue())
          .isEqualTo("SPACE_TRAVEL");
      assertThat(odd.path("personal_finance_category").path("version").stringValue())
          .isEqualTo("v2");
    }

    @Test
    void areSaidOfAccountsToo() {
      var item = client.link("ins_109508");
      var checking = account(item, "Everyday Checking").path("account_id").stringValue();

      client.control(
          "PATCH",
          "items/" + item.itemId() + "/accounts/" + checking,
          Map.of("fields", Map.of("subtype", "moon base", "balances", Map.of("limit", 5))));

      var account = account(item, "Everyday Checking");
      assertThat(account.path("subtype").stringValue()).isEqualTo("moon base");
      assertThat(account.path("balances").path("limit").intValue()).isEqualTo(5);
      assertThat(account.path("balances").path("current").isNumber()).isTrue();
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
      offerSavings(first);
      repair(first, Map.of("grant", true));
      client.ok("/item/remove", Map.of("access_token", first.accessToken()));

      var second = client.link("ins_109508", Map.of("override_username", "anna"));

      assertThat(withoutIds(client.truth(second))).isEqualTo(withoutIds(client.truth(first)));
      assertThat(names(second)).contains("Holiday");
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
      assertThat(names(item)).containsExactly("Pocket Checking");
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
      offerSavings(item);
      repair(item, Map.of("grant", true));
      change(item, "checking", "churn", Map.of());
      change(item, "savings", "balance", Map.of("current", 1));
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
      repair(item, Map.of("grant", true));
      assertThat(names(item)).hasSize(3);
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

  private void offerSavings(Linked item) {
    client.control(
        "POST",
        "items/" + item.itemId() + "/accounts",
        Map.of(
            "subtype",
            "savings",
            "name",
            "Holiday",
            "mask",
            "1234",
            "balance",
            12.5,
            "transactions",
            List.of(
                Map.of("amount", -10, "name", "Gift", "date", "2026-06-01"),
                Map.of("amount", -2.5, "name", "Interest", "date", "2026-06-20"))));
  }

  private void repair(Linked item, Map<String, ?> body) {
    client.control("POST", "items/" + item.itemId() + "/repair", body);
  }

  private Client.Answer change(Linked item, String account, String what, Map<String, ?> body) {
    var id = account;
    for (var one : accounts(item)) {
      id =
          one.path("subtype").stringValue().equals(account)
              ? one.path("account_id").stringValue()
              : id;
    }
    var answer =
        client.control("POST", "items/" + item.itemId() + "/accounts/" + id + "/" + what, body);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private JsonNode accounts(Linked item) {
    return client.ok("/accounts/get", Map.of("access_token", item.accessToken())).path("accounts");
  }

  private JsonNode account(Linked item, String name) {
    return accounts(item)
        .valueStream()
        .filter(one -> one.path("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names(Linked item) {
    return accounts(item).valueStream().map(one -> one.path("name").stringValue()).toList();
  }

  private String persistentId(Linked item) {
    return accounts(item).path(0).path("persistent_account_id").stringValue();
  }

  private TreeMap<String, JsonNode> held(Linked item) {
    var held = new TreeMap<String, JsonNode>();
    client.sync(item, "", 500).apply(held);
    return held;
  }

  private void assertSameAsTruth(Linked item, TreeMap<String, JsonNode> held) {
    assertThat(client.truth(item).path("accounts")).isEqualTo(accounts(item));
    assertThat(held.keySet()).containsExactlyElementsOf(ids(client.truth(item)));
  }

  private static List<String> ids(JsonNode truth) {
    return truth
        .path("transactions")
        .valueStream()
        .map(one -> one.path("transaction_id").stringValue())
        .sorted()
        .toList();
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

  private void awaitCode(String code) {
    Awaitility.await().untilAsserted(() -> assertThat(receiver.codes()).contains(code));
  }

  private JsonNode letter(String code) {
    return receiver.letters().stream()
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow()
        .json();
  }
}
