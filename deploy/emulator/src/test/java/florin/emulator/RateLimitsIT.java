package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.http.RateLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsIT {
  private PlaidEmulator emulator;
  private Client client;

  private void start(RateLimits.LimitProfile limitProfile) {
    emulator = PlaidEmulator.start(Fixture.settings().limited(limitProfile));
    client = new Client(emulator.baseUrl());
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SANDBOX,/transactions/sync,50,TRANSACTIONS_SYNC_LIMIT",
    "SANDBOX,/accounts/balance/get,25,BALANCE_LIMIT",
    "PRODUCTION,/accounts/balance/get,5,BALANCE_LIMIT",
    "PRODUCTION,/accounts/get,15,ACCOUNTS_LIMIT",
    "SANDBOX,/item/get,40,ITEM_GET_LIMIT"
  })
  void areThoseOfPlaidsTablePerItemAndMinute(
      RateLimits.LimitProfile limitProfile, String path, int most, String code) {
    start(limitProfile);
    var item = client.link("ins_109508");
    var other = client.link("ins_109508");
    for (var call = 0; call < most; call++) {
      assertThat(ask(path, item).status()).isEqualTo(200);
    }

    var refused = ask(path, item);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.errorCode()).isEqualTo(code);
    assertThat(refused.json().path("error_type").stringValue()).isEqualTo("RATE_LIMIT_EXCEEDED");
    assertThat(ask(path, other).status()).isEqualTo(200);
    client.control("POST", "clock", Map.of("advance", "PT1M"));
    assertThat(ask(path, item).status()).isEqualTo(200);
    assertThat(client.control("requests").path("statuses").path(path).path("429").intValue())
        .isEqualTo(1);
  }

  @Test
  void countAllItemsOfTheClientToo() {
    start(RateLimits.LimitProfile.NONE);
    limit("/accounts/balance/get", null, 3);
    var statuses = new ArrayList<Integer>();
    var codes = new ArrayList<String>();
    for (var call = 0; call < 4; call++) {
      var answer = ask("/accounts/balance/get", client.link("ins_109508"));
      statuses.add(answer.status());
      codes.add(answer.errorCode());
    }

    assertThat(statuses).containsExactly(200, 200, 200, 429);
    assertThat(codes).last().isEqualTo("ACCOUNTS_BALANCE_GET_LIMIT");
  }

  @Test
  void canBeTightenedForOneEndpointAndLiftedForAll() {
    start(RateLimits.LimitProfile.SANDBOX);
    var item = client.link("ins_109508");
    limit("/transactions/sync", 2, null);
    ask("/transactions/sync", item);
    ask("/transactions/sync", item);
    assertThat(ask("/transactions/sync", item).errorCode()).isEqualTo("TRANSACTIONS_SYNC_LIMIT");

    client.control("POST", "limits", Map.of());

    for (var call = 0; call < 60; call++) {
      assertThat(ask("/transactions/sync", item).status()).isEqualTo(200);
    }
  }

  @Test
  void areNoneInTests() {
    start(RateLimits.LimitProfile.NONE);
    var item = client.link("ins_109508");
    for (var call = 0; call < 60; call++) {
      assertThat(ask("/item/get", item).status()).isEqualTo(200);
    }
  }

  private void limit(String endpoint, Integer perItem, Integer perClient) {
    var body = new HashMap<String, Object>();
    body.put("endpoint", endpoint);
    body.put("perItem", perItem);
    body.put("perClient", perClient);
    assertThat(client.control("POST", "limits", body).status()).isEqualTo(200);
  }

  private Client.Answer ask(String path, Client.Linked item) {
    return client.plaid(path, Map.of("access_token", item.accessToken()));
  }
}
