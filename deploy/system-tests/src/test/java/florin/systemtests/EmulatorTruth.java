package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What the emulator's banks hold, folded by code of its own, against what a user of Florin sees.
 */
final class EmulatorTruth {

  private EmulatorTruth() {}

  /** One transaction in the terms both sides share. */
  record Fact(
      String account,
      BigDecimal amount,
      String currency,
      String date,
      String authorizedDate,
      boolean pending,
      String name) {}

  static Map<String, Fact> ofBanks(URI emulator) {
    Client control = Client.anonymous(emulator);
    JsonNode items = control.get("/_emulator/items").body();
    Map<String, Fact> facts = new HashMap<>();
    for (JsonNode item : items.isArray() ? items : items.get("items")) {
      JsonNode truth =
          control.get("/_emulator/truth?item_id=" + item.get("item_id").asString()).body();
      for (JsonNode t : truth.get("transactions")) {
        String currency =
            text(t, "iso_currency_code").isEmpty()
                ? text(t, "unofficial_currency_code")
                : text(t, "iso_currency_code");
        facts.put(
            text(t, "transaction_id"),
            new Fact(
                text(t, "account_id"),
                canonical(t.get("amount").decimalValue().negate()),
                currency,
                text(t, "date"),
                text(t, "authorized_date"),
                t.get("pending").asBoolean(),
                text(t, "name")));
      }
    }
    return facts;
  }

  static Map<String, Fact> ofFlorin(Client user) {
    Map<String, String> accounts = new HashMap<>();
    user.all("/api/accounts?includeHidden=true")
        .forEach(a -> accounts.put(text(a, "id"), text(a, "externalId")));
    Map<String, Fact> facts = new HashMap<>();
    for (JsonNode t : user.all("/api/transactions")) {
      Fact fact =
          new Fact(
              accounts.get(text(t, "accountId")),
              canonical(new BigDecimal(text(t.get("amount"), "amount"))),
              text(t.get("amount"), "currency"),
              text(t, "date"),
              text(t, "authorizedDate"),
              t.get("pending").asBoolean(),
              text(t, "description"));
      assertThat(facts.put(text(t, "externalId"), fact)).as("seen twice: %s", t).isNull();
    }
    return facts;
  }

  /** The pairs of transactions that are transfers, by the labels of the banks. */
  static Set<Set<String>> transfersOfBanks(URI emulator) {
    Client control = Client.anonymous(emulator);
    JsonNode items = control.get("/_emulator/items").body();
    Map<String, Set<String>> pairs = new HashMap<>();
    for (JsonNode item : items.isArray() ? items : items.get("items")) {
      JsonNode truth =
          control.get("/_emulator/truth?item_id=" + item.get("item_id").asString()).body();
      truth
          .get("transfers")
          .properties()
          .forEach(
              leg ->
                  pairs
                      .computeIfAbsent(leg.getValue().asString(), _ -> new HashSet<>())
                      .add(leg.getKey()));
    }
    pairs.values().removeIf(pair -> pair.size() < 2);
    return Set.copyOf(pairs.values());
  }

  /** The pairs of transactions that Florin shows as transfers. */
  static Set<Set<String>> transfersOfFlorin(Client user) {
    Map<String, Set<String>> pairs = new HashMap<>();
    for (JsonNode t : user.all("/api/transactions?transfers=only")) {
      pairs.computeIfAbsent(text(t, "transferId"), _ -> new HashSet<>()).add(text(t, "externalId"));
    }
    return Set.copyOf(pairs.values());
  }

  /** The transactions of each recurring series, by the labels of the banks. */
  static Map<String, Set<String>> seriesOfBanks(URI emulator) {
    Map<String, Set<String>> series = new HashMap<>();
    for (JsonNode truth : truths(emulator)) {
      truth
          .get("series")
          .properties()
          .forEach(
              row ->
                  series
                      .computeIfAbsent(row.getValue().asString(), _ -> new HashSet<>())
                      .add(row.getKey()));
    }
    return series;
  }

  /** The next payday at the bank that has the salary. */
  static String nextPayday(URI emulator) {
    return truths(emulator).stream()
        .map(truth -> text(truth, "next_payday"))
        .filter(day -> !day.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> truths(URI emulator) {
    Client control = Client.anonymous(emulator);
    JsonNode items = control.get("/_emulator/items").body();
    return (items.isArray() ? items : items.get("items"))
        .valueStream()
        .map(item -> "/_emulator/truth?item_id=" + item.get("item_id").asString())
        .map(path -> control.get(path).body())
        .toList();
  }

  /** A series that Florin shows, with the transactions that it occurred in. */
  record ShownSeries(String nextDue, Set<String> transactions) {}

  static List<ShownSeries> seriesOfFlorin(Client user) {
    Map<String, String> externals = new HashMap<>();
    user.all("/api/transactions").forEach(t -> externals.put(text(t, "id"), text(t, "externalId")));
    return user.all("/api/recurring").stream()
        .map(series -> user.get("/api/recurring/" + text(series, "id")).body())
        .map(
            series ->
                new ShownSeries(
                    text(series, "nextDue"),
                    series
                        .get("occurrences")
                        .valueStream()
                        .map(row -> externals.getOrDefault(text(row, "transactionId"), ""))
                        .collect(Collectors.toSet())))
        .toList();
  }

  /** Equal one for one, on every field. */
  static void demand(Client user, URI emulator) {
    Map<String, Fact> truth = ofBanks(emulator);
    Map<String, Fact> seen = ofFlorin(user);
    assertThat(seen.keySet()).isEqualTo(truth.keySet());
    List<String> different =
        truth.keySet().stream().filter(id -> !truth.get(id).equals(seen.get(id))).toList();
    assertThat(different).as("different from the banks").isEmpty();
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? "" : value.asString();
  }

  private static BigDecimal canonical(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }
}
