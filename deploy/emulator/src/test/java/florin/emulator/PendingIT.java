package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.Client.Update;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingIT {
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

  private final Map<String, ?> hold =
      Map.of(
          "account",
          "checking",
          "amount",
          40,
          "date",
          "2026-06-29",
          "name",
          "Diner",
          "pending",
          true);

  @Test
  void postUnderANewIdWhichNamesThem() {
    var item = client.link("ins_109508");
    var pending = client.add(item, hold);
    var before = client.sync(item, "", 500).cursor;
    var posted =
        change("POST", item, pending + "/post", Map.of("amount", 46, "date", "2026-06-30"))
            .json()
            .path("transaction_id")
            .stringValue();

    var update = client.sync(item, before, 500);

    assertThat(Update.ids(update.removed)).containsExactly(pending);
    assertThat(Update.ids(update.added)).containsExactly(posted);
    var one = update.added.getFirst();
    assertThat(one.path("pending").booleanValue()).isFalse();
    assertThat(one.path("pending_transaction_id").stringValue()).isEqualTo(pending);
    assertThat(one.path("amount").decimalValue()).isEqualByComparingTo("46");
    assertThat(one.path("authorized_date").stringValue()).isEqualTo("2026-06-29");
    assertThat(one.path("date").stringValue()).isEqualTo("2026-06-30");
  }

  @Test
  void mayPostWithoutALink() {
    var item = client.link("ins_109508");
    var pending = client.add(item, hold);
    var before = client.sync(item, "", 500).cursor;
    change("POST", item, pending + "/post", Map.of("unlinked", true));

    var update = client.sync(item, before, 500);

    assertThat(update.added.getFirst().path("pending_transaction_id").isNull()).isTrue();
    assertThat(Update.ids(update.removed)).containsExactly(pending);
  }

  @Test
  void lowerWhatIsAvailableAndOnlyPostedWhatIsCurrent() {
    var item = client.link("ins_109508");
    var start = balances(item);
    var pending = client.add(item, hold);
    var held = balances(item);
    change("POST", item, pending + "/post", Map.of("amount", 46));
    var settled = balances(item);

    assertThat(held.getFirst()).isEqualByComparingTo(start.getFirst());
    assertThat(held.getLast()).isEqualByComparingTo(start.getLast().subtract(decimal(40)));
    assertThat(settled.getFirst()).isEqualByComparingTo(start.getFirst().subtract(decimal(46)));
    assertThat(settled.getLast()).isEqualByComparingTo(start.getLast().subtract(decimal(46)));
  }

  private Client.Answer change(
      String method, Client.Linked item, String transactionId, Map<String, ?> body) {
    return client.control(
        method, "items/" + item.itemId() + "/transactions/" + transactionId, body);
  }

  /** Current and available of the checking account. */
  private List<BigDecimal> balances(Client.Linked item) {
    var balances =
        client
            .ok("/accounts/balance/get", Map.of("access_token", item.accessToken()))
            .path("accounts")
            .path(0)
            .path("balances");
    return List.of(
        balances.path("current").decimalValue(), balances.path("available").decimalValue());
  }

  private static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value);
  }
}
