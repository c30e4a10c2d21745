package florin.emulator.control;

import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Portfolio;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of holdings, investment transactions and debts. {@code holdings}, {@code securities} and
 * {@code transactions} are merged into the present ones by id, {@code account} being an id or a
 * subtype and {@code security} an id or a ticker; {@code sold} removes a holding and {@code remove}
 * lists transactions to remove; {@code hide} lists securities that no response describes, and
 * {@code liabilities} is merged.
 */
final class PortfolioControls {
  private static final String TICKER = "ticker_symbol";

  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;

  PortfolioControls(EmulatorState emulatorState, WebhookNotices webhookNotices) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
  }

  ObjectNode show(ControlRequest controlRequest, Item item) {
    return Json.MAPPER.valueToTree(item.portfolio());
  }

  ObjectNode change(ControlRequest controlRequest, Item item) {
    var body = controlRequest.body();
    var before = item.portfolio();
    var securities = byId(before.securities(), Portfolio.SECURITY);
    for (var one : body.path("securities")) {
      merge(securities, Portfolio.SECURITY, one);
    }
    var liabilities = before.liabilities().deepCopy();
    if (body.path("liabilities") instanceof ObjectNode more) {
      Json.merge(liabilities, more);
    }
    var now =
        new Portfolio(
            List.copyOf(securities.values()),
            holdings(item, before, body.path("holdings")),
            transactions(item, before, body),
            body.has("hide") ? hidden(before, body.path("hide")) : before.hidden(),
            liabilities);
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.PortfolioSet(item.itemId(), now));
    if (controlRequest.webhook()) {
      entries.addAll(webhooks(item, body));
    }
    emulatorState.commit(entries);
    return Json.MAPPER.valueToTree(now);
  }

  private List<StateEntry> webhooks(Item item, JsonNode body) {
    var entries = new ArrayList<StateEntry>();
    if (body.has("holdings") || body.has("securities")) {
      entries.addAll(webhookNotices.of(item, "HOLDINGS", "DEFAULT_UPDATE"));
    }
    if (body.has("transactions") || body.has("remove")) {
      entries.addAll(webhookNotices.of(item, "INVESTMENTS_TRANSACTIONS", "DEFAULT_UPDATE"));
    }
    if (body.has("liabilities")) {
      entries.addAll(webhookNotices.of(item, "LIABILITIES", "DEFAULT_UPDATE"));
    }
    return entries;
  }

  private static List<ObjectNode> holdings(Item item, Portfolio before, JsonNode changes) {
    var holdings = new ArrayList<>(before.holdings());
    for (var change : changes) {
      var account = account(item, change);
      var security = security(before, change);
      var known = before.holding(account, security);
      known.ifPresent(holdings::remove);
      if (!change.path("sold").asBoolean(false)) {
        var holding = known.map(ObjectNode::deepCopy).orElseGet(PortfolioControls::holding);
        Json.merge(holding, fields(change));
        holdings.add(holding.put(Portfolio.ACCOUNT, account).put(Portfolio.SECURITY, security));
      }
    }
    return holdings;
  }

  private static ObjectNode holding() {
    return Json.object()
        .put("cost_basis", (BigDecimal) null)
        .put("institution_price", BigDecimal.ONE)
        .put("institution_value", BigDecimal.ONE)
        .put("iso_currency_code", "USD")
        .put("quantity", BigDecimal.ONE)
        .putNull("unofficial_currency_code");
  }

  private List<ObjectNode> transactions(Item item, Portfolio before, JsonNode body) {
    var transactions = byId(before.transactions(), Portfolio.TRANSACTION);
    for (var change : body.path("transactions")) {
      var id =
          ControlRequest.text(change, Portfolio.TRANSACTION)
              .orElseGet(
                  () ->
                      Ids.entity(
                          emulatorState.seed(),
                          "investment made",
                          item.itemId(),
                          transactions.size()));
      var one = transactions.getOrDefault(id, transaction()).deepCopy();
      Json.merge(one, fields(change));
      one.put(Portfolio.TRANSACTION, id);
      if (change.has("account")) {
        one.put(Portfolio.ACCOUNT, account(item, change));
      }
      if (change.has("security")) {
        one.put(Portfolio.SECURITY, security(before, change));
      }
      transactions.put(id, one);
    }
    body.path("remove").forEach(gone -> transactions.remove(gone.asString("")));
    return List.copyOf(transactions.values());
  }

  private ObjectNode transaction() {
    return Json.object()
        .put("amount", BigDecimal.ONE)
        .putNull("cancel_transaction_id")
        .put("date", emulatorState.anchor().toString())
        .put("fees", BigDecimal.ZERO)
        .put("iso_currency_code", "USD")
        .put("name", "Trade")
        .put("price", BigDecimal.ONE)
        .put("quantity", BigDecimal.ONE)
        .putNull(Portfolio.SECURITY)
        .put("subtype", "buy")
        .put("type", "buy")
        .putNull("unofficial_currency_code");
  }

  /** Without the fields that name it in another way. */
  private static ObjectNode fields(JsonNode change) {
    var fields = ((ObjectNode) change).deepCopy();
    fields.remove(List.of("account", "security", "sold"));
    return fields;
  }

  private static Map<String, ObjectNode> byId(List<ObjectNode> all, String id) {
    var byId = new LinkedHashMap<String, ObjectNode>();
    all.forEach(one -> byId.put(one.path(id).asString(""), one));
    return byId;
  }

  private static void merge(Map<String, ObjectNode> all, String id, JsonNode change) {
    var name = ControlRequest.requiredText(change, id);
    var one = all.getOrDefault(name, Json.object()).deepCopy();
    Json.merge(one, (ObjectNode) change);
    all.put(name, one);
  }

  private static List<String> hidden(Portfolio before, JsonNode names) {
    return names.valueStream().map(name -> security(before, name.asString(""))).toList();
  }

  private static String account(Item item, JsonNode change) {
    var name = ControlRequest.requiredText(change, "account");
    return item.account(name)
        .orElseThrow(() -> ControlRequest.notFound("account " + name))
        .accountId();
  }

  private static String security(Portfolio portfolio, JsonNode change) {
    return security(portfolio, ControlRequest.requiredText(change, "security"));
  }

  /** An unknown security is an id that no response describes. */
  private static String security(Portfolio portfolio, String name) {
    return portfolio.securities().stream()
        .filter(one -> one.path(TICKER).asString("").equals(name))
        .map(one -> one.path(Portfolio.SECURITY).asString(""))
        .findFirst()
        .orElse(name);
  }
}
