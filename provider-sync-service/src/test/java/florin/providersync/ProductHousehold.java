package florin.providersync;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.InvestmentTransactionsObserved;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.providersync.ProviderSync.Linked;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Items with products, what their bank has of them, and what the facts say. */
class ProductHousehold {

  static final String BROKER = "ins_127287";
  static final String TRANSACTIONS = "/investments/transactions/get";

  /** Plaid goes back two years from today, and the household is older than that. */
  static final LocalDate KNOWN = LocalDate.now(ZoneOffset.UTC).minusMonths(23);

  final ProviderSync sync = ProviderSync.shared();

  Linked linked(String institution, String... products) {
    String token = sync.bank.publicToken(institution, sync.webhookUrl(), List.of(products));
    Linked linked = sync.link(ProviderSync.someone(), Map.of("publicToken", token));
    sync.awaitState(linked, "healthy");
    sync.awaitQuiet(linked);
    return linked;
  }

  Linked invested() {
    return linked(BROKER, "transactions", "investments");
  }

  JsonNode change(Linked linked, Map<String, ?> body) {
    return sync.bank.control("POST", "items/" + linked.itemId() + "/portfolio?webhook=false", body);
  }

  JsonNode truth(Linked linked) {
    return sync.bank.look("items/" + linked.itemId() + "/portfolio");
  }

  void applied(Linked linked) {
    assertThat(sync.syncNow(linked)).containsEntry("state", "applied");
  }

  Map<String, ObservedInvestmentTransaction> investments(Linked linked) {
    Map<String, ObservedInvestmentTransaction> all = new TreeMap<>();
    for (var event : sync.facts(linked).of(InvestmentTransactionsObserved.class)) {
      event.getObserved().forEach(one -> all.put(one.getExternalId(), one));
      event.getRemoved().forEach(one -> all.remove(one.getExternalId()));
    }
    all.values().removeIf(one -> one.getDate().isBefore(KNOWN));
    return all;
  }

  List<String> trueInvestments(Linked linked) {
    return truth(linked)
        .path("transactions")
        .valueStream()
        .filter(one -> !LocalDate.parse(one.path("date").stringValue()).isBefore(KNOWN))
        .map(one -> one.path("investment_transaction_id").stringValue())
        .sorted()
        .toList();
  }

  Map<String, ObservedHolding> holdings(Linked linked) {
    Map<String, ObservedHolding> held = new TreeMap<>();
    HoldingsObserved last = sync.facts(linked).of(HoldingsObserved.class).getLast();
    last.getHoldings().forEach(one -> held.put(one.getSecurityExternalId(), one));
    return held;
  }

  static String security(JsonNode truth, String ticker) {
    return truth
        .path("securities")
        .valueStream()
        .filter(one -> one.path("ticker_symbol").asString("").equals(ticker))
        .findFirst()
        .orElseThrow()
        .path("security_id")
        .stringValue();
  }

  List<Map<String, Object>> states(Linked linked) {
    return sync.platform.query(
        "select product, state from work.product where connection_id = '"
            + linked.id()
            + "' order by product");
  }
}
