package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.Client.Linked;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

      client.offerSavings(item);
      awaitCode("NEW_ACCOUNTS_AVAILABLE");
      assertThat(client.names(item)).containsExactly("Everyday Checking", "Rainy Day Savings");
      client.repair(item, Map.of());
      assertThat(client.names(item)).hasSize(2);
      client.repair(item, Map.of("grant", true));

      assertThat(client.names(item)).hasSize(3).last().isEqualTo("Holiday");
      var update = client.sync(item, cursor, 500);
      assertThat(update.added)
          .extracting(one -> one.path("name").stringValue())
          .containsExactly("Gift", "Interest");
      update.apply(held);
      assertSameAsTruth(item, held);
      assertThat(client.account(item, "Holiday").path("balances").path("current").decimalValue())
          .isEqualByComparingTo("12.5");
      awaitCode("SYNC_UPDATES_AVAILABLE");
    }

    @Test
    void movesItsBalanceWithWhatComesLater() {
      var item = watched("ins_109508");
      client.offerSavings(item);
      client.repair(item, Map.of("grant", true));

      client.add(
          item,
          Map.of(
              "account",
              client.account(item, "Holiday").path("account_id").stringValue(),
              "amount",
              2.5,
              "name",
              "Spent"));

      assertThat(client.account(item, "Holiday").path("balances").path("current").decimalValue())
          .isEqualByComparingTo("10");
      assertThat(client.truth(item).path("accounts")).isEqualTo(client.accounts(item));
    }
  }

  @Nested
  class Closed {
    @Test
    void vanishesWithItsTransactions() {
      var item = watched("ins_109508");
      var held = held(item);
      var update = client.sync(item, "", 500);
      var savings = client.account(item, "Rainy Day Savings").path("account_id").stringValue();

      client.change(item, savings, "close", Map.of());

      var later = client.sync(item, update.cursor, 500);
      assertThat(later.removed)
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.path("account_id").stringValue()).isEqualTo(savings));
      later.apply(held);
      assertSameAsTruth(item, held);
      assertThat(client.names(item)).containsExactly("Everyday Checking");
      awaitCode("TRANSACTIONS_REMOVED");
    }

    @Test
    void mayLeaveItsTransactionsBehind() {
      var item = watched("ins_109508");
      var update = client.sync(item, "", 500);

      client.change(item, "savings", "close", Map.of("removeTransactions", false));

      assertThat(client.sync(item, update.cursor, 500).removed).isEmpty();
      assertThat(client.names(item)).containsExactly("Everyday Checking");
    }
  }

  @Nested
  class Churned {
    @Test
    void isTheSameUnderAnotherId() {
      var item = watched(TOKENIZED);
      var held = held(item);
      var before = client.account(item, "Quiet Checking");
      var cursor = client.sync(item, "", 500).cursor;

      var id =
          client
              .change(item, "checking", "churn", Map.of())
              .json()
              .path("account_id")
              .stringValue();

      var after = client.account(item, "Quiet Checking");
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
      var savings = client.account(item, "Rainy Day Savings").path("account_id").stringValue();

      client.change(item, savings, "revoke", Map.of());

      awaitCode("USER_ACCOUNT_REVOKED");
      assertThat(letter("USER_ACCOUNT_REVOKED").path("account_id").stringValue())
          .isEqualTo(savings);
      assertThat(client.names(item)).containsExactly("Everyday Checking");
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

      client.change(item, "checking", "balance", stated);

      var balances = client.account(item, "Everyday Checking").path("balances");
      assertThat(balances.path("current").isNull()).isTrue();
      assertThat(balances.path("available").toString()).isEqualTo("71.25");
      assertThat(client.truth(item).path("accounts")).isEqualTo(client.accounts(item));
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
      var checking = client.account(item, "Everyday Checking").path("account_id").stringValue();

      client.control(
          "PATCH",
          "items/" + item.itemId() + "/accounts/" + checking,
          Map.of("fields", Map.of("subtype", "moon base", "balances", Map.of("limit", 5))));

      var account = client.account(item, "Everyday Checking");
      assertThat(account.path("subtype").stringValue()).isEqualTo("moon base");
      assertThat(account.path("balances").path("limit").intValue()).isEqualTo(5);
      assertThat(account.path("balances").path("current").isNumber()).isTrue();
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

  private TreeMap<String, JsonNode> held(Linked item) {
    var held = new TreeMap<String, JsonNode>();
    client.sync(item, "", 500).apply(held);
    return held;
  }

  private void assertSameAsTruth(Linked item, TreeMap<String, JsonNode> held) {
    assertThat(client.truth(item).path("accounts")).isEqualTo(client.accounts(item));
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
