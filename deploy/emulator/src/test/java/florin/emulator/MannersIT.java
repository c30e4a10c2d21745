package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MannersIT {
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

  @Test
  void listensOnlyOn127001() {
    Assertions.assertThatThrownBy(
            () -> {
              try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.2", emulator.port()), 2_000);
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void takesCredentialsInTheBodyToo() {
    var body =
        """
        {"client_id":"%s","secret":"%s","institution_id":"ins_109508","country_codes":["US"]}\
        """
            .formatted(Client.ID, Client.SECRET);

    var answer = client.send("POST", "/institutions/get_by_id", body, Map.of());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("request_id").stringValue()).matches("[A-Za-z0-9]{15}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"access_token\":\"a\",\"x\":1}|UNKNOWN_FIELDS|recognized by this endpoint: x",
        "{\"access_token\":\"a\",\"options\":{\"y\":1}}|UNKNOWN_FIELDS|endpoint: options.y",
        "{\"cursor\":\"\"}|MISSING_FIELDS|required fields are missing: access_token",
        "{\"access_token\":\"a\",\"count\":\"9\"}|INVALID_FIELD|count must be an integer",
        "{\"access_token\":\"a\",\"options\":null}|INVALID_FIELD|options must be an object",
        "[]|INVALID_BODY|could not be parsed",
        "{\"access_token\":|INVALID_BODY|could not be parsed",
        "{\"access_token\":\"a\"}|INVALID_ACCESS_TOKEN|could not find matching access token",
      })
  void refusesWhatPlaidRefuses(String body, String code, String message) {
    var answer =
        client.send(
            "POST",
            "/transactions/sync",
            body,
            Map.of("PLAID-CLIENT-ID", Client.ID, "PLAID-SECRET", Client.SECRET));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.json().path("error_message").stringValue()).contains(message);
    assertThat(answer.json().path("request_id").stringValue()).isNotBlank();
    assertThat(answer.json().path("display_message").isNull()).isTrue();
  }

  @Test
  void wantsCredentialsAndTheRightOnes() {
    var none = client.send("POST", "/item/get", "{\"access_token\":\"a\"}", Map.of());
    var wrong =
        client.send(
            "POST",
            "/item/get",
            "{\"access_token\":\"a\"}",
            Map.of("PLAID-CLIENT-ID", Client.ID, "PLAID-SECRET", "guess"));

    assertThat(none.errorCode()).isEqualTo("MISSING_FIELDS");
    assertThat(wrong.errorCode()).isEqualTo("INVALID_API_KEYS");
  }

  @Test
  void wantsJsonByPostAtAKnownPath() {
    var text = client.send("POST", "/item/get", "{}", Map.of("Content-Type", "text/plain"));
    var get = client.send("GET", "/item/get", "", Map.of());
    var nowhere = client.plaid("/nowhere", Map.of());

    assertThat(text.errorCode()).isEqualTo("INVALID_HEADERS");
    assertThat(get.status()).isEqualTo(405);
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.json().path("request_id").stringValue()).isNotBlank();
  }

  @Test
  void refusesProductsThatAreNone() {
    var answer =
        client.plaid(
            "/link/token/create",
            Map.of(
                "client_name", "Florin",
                "language", "en",
                "country_codes", List.of("US"),
                "user", Map.of("client_user_id", "u1"),
                "products", List.of("balance")));

    assertThat(answer.errorCode()).isEqualTo("INVALID_PRODUCT");
  }

  @Test
  void refusesInstitutionsAndAccountsItDoesNotKnow() {
    var institution =
        client.plaid(
            "/sandbox/public_token/create",
            Map.of("institution_id", "ins_1", "initial_products", List.of("transactions")));
    var item = client.link("ins_109508");
    var account =
        client.plaid(
            "/accounts/get",
            Map.of(
                "access_token",
                item.accessToken(),
                "options",
                Map.of("account_ids", List.of("nobody"))));

    assertThat(institution.errorCode()).isEqualTo("INVALID_INSTITUTION");
    assertThat(account.errorCode()).isEqualTo("INVALID_ACCOUNT_ID");
  }

  @Test
  void answersPlannedFaultsAsOftenAsPlannedAndOnlyForTheirItem() {
    var item = client.link("ins_109508");
    var other = client.link("ins_109508");
    plan(item, Map.of("kind", "error", "code", "INSTITUTION_DOWN", "times", 2));
    plan(item, Map.of("kind", "http", "status", 502));

    assertThat(sync(other).status()).isEqualTo(200);
    assertThat(sync(item).errorCode()).isEqualTo("INSTITUTION_DOWN");
    assertThat(sync(item).errorCode()).isEqualTo("INSTITUTION_DOWN");
    var broken = sync(item);
    assertThat(broken.status()).isEqualTo(502);
    assertThat(broken.text()).startsWith("<html>");
    assertThat(sync(item).status()).isEqualTo(200);
  }

  @Test
  void plansAMutationForTheNextLaterPage() {
    var item = client.link("ins_109508");
    plan(item, Map.of("kind", "mutation"));

    var first = sync(item);
    var second =
        client.plaid(
            "/transactions/sync",
            Map.of(
                "access_token",
                item.accessToken(),
                "cursor",
                first.json().path("next_cursor").stringValue()));

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.errorCode()).isEqualTo("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION");
    assertThat(client.sync(item, "", 500).added).isNotEmpty();
  }

  @Test
  void firesOnlyWebhooksThatCanBeSent() {
    var item = client.link("ins_109508");

    assertThat(fire(item, "NEW_ACCOUNTS_AVAILABLE").errorCode())
        .isEqualTo("SANDBOX_WEBHOOK_INVALID");
    assertThat(fire(item, "SYNC_UPDATES_AVAILABLE").errorCode())
        .isEqualTo("SANDBOX_PRODUCT_NOT_ENABLED");
    assertThat(fire(item, "PRODUCT_READY").errorCode()).isEqualTo("SANDBOX_PRODUCT_NOT_ENABLED");
    assertThat(fire(item, "PENDING_EXPIRATION").errorCode()).isEqualTo("INVALID_FIELD");
  }

  @Test
  void takesSandboxTransactionsForTheDynamicUserAlone() {
    var usual = client.link("ins_109508");
    var dynamic =
        client.link("ins_109508", Map.of("override_username", "user_transactions_dynamic"));
    var cursor = client.sync(dynamic, "", 500).cursor;
    var transactions =
        List.of(
            Map.of(
                "date_transacted",
                Fixture.TODAY.toString(),
                "date_posted",
                Fixture.TODAY.toString(),
                "amount",
                12.5,
                "description",
                "Made"));

    var refused =
        client.plaid(
            "/sandbox/transactions/create",
            Map.of("access_token", usual.accessToken(), "transactions", transactions));
    client.ok(
        "/sandbox/transactions/create",
        Map.of("access_token", dynamic.accessToken(), "transactions", transactions));

    assertThat(refused.errorCode()).isEqualTo("SANDBOX_PRODUCT_NOT_ENABLED");
    assertThat(client.sync(dynamic, cursor, 500).added)
        .singleElement()
        .satisfies(one -> assertThat(one.path("name").stringValue()).isEqualTo("Made"));
  }

  @Test
  void keepsAJournalOfRequestsWithoutSecrets() {
    var item = client.link("ins_127287");
    client.ok("/item/get", Map.of("access_token", item.accessToken()));

    var journal = client.control("requests");

    assertThat(journal.path("counts").path("/item/get").intValue()).isPositive();
    assertThat(journal.path("last").valueStream())
        .anyMatch(
            one ->
                one.path("endpoint").stringValue().equals("/item/get")
                    && item.itemId().equals(one.path("item_id").stringValue(""))
                    && one.path("status").intValue() == 200);
    for (var view : List.of("requests", "items", "webhooks", "health")) {
      assertThat(client.control(view).toString())
          .doesNotContain(item.accessToken(), "access-sandbox", Client.SECRET);
    }
  }

  private static Client.Answer sync(Client.Linked item) {
    return client.plaid(
        "/transactions/sync", Map.of("access_token", item.accessToken(), "count", 100));
  }

  private static Client.Answer fire(Client.Linked item, String code) {
    return client.plaid(
        "/sandbox/item/fire_webhook",
        Map.of("access_token", item.accessToken(), "webhook_code", code));
  }

  private static void plan(Client.Linked item, Map<String, ?> fault) {
    var planned = client.control("POST", "items/" + item.itemId() + "/faults", fault);
    assertThat(planned.status()).isEqualTo(200);
  }
}
