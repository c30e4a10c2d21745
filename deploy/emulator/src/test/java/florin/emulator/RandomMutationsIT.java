package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RandomMutationsIT {
  private static final int STEPS = 200;

  @Test
  void theSyncFoldEqualsTheTruth() {
    var seed = Long.getLong("florin.seed", new Random().nextLong());
    var random = new Random(seed);
    try (var emulator = PlaidEmulator.start(Fixture.settings())) {
      var client = new Client(emulator.baseUrl());
      var item = client.link("ins_109512", Map.of("transactions", Map.of("days_requested", 45)));
      var held = new TreeMap<String, JsonNode>();
      var cursor = "";
      for (var step = 0; step < STEPS; step++) {
        if (random.nextInt(20) == 0) {
          upset(client, item, random, step);
        } else {
          mutate(client, item, random, step);
        }
        if (random.nextInt(5) == 0) {
          var update = client.sync(item, cursor, 1 + random.nextInt(500));
          update.apply(held);
          cursor = update.cursor;
        }
      }
      client.sync(item, cursor, 500).apply(held);

      var truth = client.truth(item);
      var expected = new TreeMap<String, JsonNode>();
      truth
          .path("transactions")
          .forEach(one -> expected.put(one.path("transaction_id").stringValue(), one));
      assertThat(held.keySet()).as("florin.seed=%d", seed).isEqualTo(expected.keySet());
      expected.forEach(
          (id, one) ->
              assertThat(comparable(held.get(id)))
                  .as("florin.seed=%d, transaction %s", seed, id)
                  .isEqualTo(comparable(one)));
      assertThat(
              client
                  .ok("/accounts/get", Map.of("access_token", item.accessToken()))
                  .path("accounts"))
          .as("florin.seed=%d", seed)
          .isEqualTo(truth.path("accounts"));
    }
  }

  /** What happens to accounts, to the reading of the bank and to the way updates are cut. */
  private static void upset(Client client, Client.Linked item, Random random, int step) {
    var accounts = client.accounts(item).valueStream().toList();
    var path = "items/" + item.itemId();
    var any = accounts.get(random.nextInt(accounts.size())).path("account_id").stringValue();
    switch (random.nextInt(5)) {
      case 0 -> client.control("POST", path + "/accounts/" + any + "/churn", Map.of());
      case 1 -> {
        client.offerSavings(item);
        client.repair(item, Map.of("grant", random.nextBoolean()));
      }
      case 2 ->
          accounts.stream()
              .filter(one -> one.path("name").stringValue().equals("Holiday"))
              .map(one -> path + "/accounts/" + one.path("account_id").stringValue() + "/close")
              .findAny()
              .ifPresent(close -> client.control("POST", close, Map.of()));
      case 3 -> {
        var unread = Map.of("account", "credit card", "amount", step, "name", "U", "unread", true);
        client.control("POST", path + "/transactions", unread);
        client.ok("/transactions/refresh", Map.of("access_token", item.accessToken()));
      }
      default ->
          client.control(
              "POST",
              "mutations",
              Map.of(
                  "mode",
                  random.nextBoolean() ? "strict" : "lenient",
                  "orphans",
                  random.nextBoolean()));
    }
  }

  private static void mutate(Client client, Client.Linked item, Random random, int step) {
    var live = new ArrayList<JsonNode>();
    client.truth(item).path("transactions").forEach(live::add);
    var victim = live.get(random.nextInt(live.size()));
    var path = "items/" + item.itemId() + "/transactions";
    var one = path + "/" + victim.path("transaction_id").stringValue();
    var change = new HashMap<String, Object>(Map.of("amount", random.nextInt(9_000) / 100.0 - 20));
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        change.put("account", random.nextInt(4) == 0 ? "student" : "credit card");
        change.put("date", Fixture.TODAY.minusDays(random.nextInt(20)).toString());
        change.put("name", "Random " + step);
        change.put("pending", random.nextBoolean());
        client.control("POST", path, change);
      }
      case 2 -> client.control("PATCH", one, change);
      case 3 -> client.control("DELETE", one, Map.of());
      default -> {
        if (victim.path("pending").booleanValue()) {
          client.control("POST", one + "/post", change);
        } else {
          client.control("PATCH", one, Map.of("name", "Renamed " + step));
        }
      }
    }
  }

  /** The truth shows the original description, the sync here does not. */
  private static JsonNode comparable(JsonNode transaction) {
    var copy = transaction.deepCopy();
    ((ObjectNode) copy).remove("original_description");
    return copy;
  }
}
