package florin.emulator.api;

import static java.util.Comparator.comparing;

import florin.emulator.data.Account;
import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Portfolio;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.AccountJson;
import florin.emulator.item.ItemJson;
import florin.emulator.state.Fault;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holdings, investment transactions and debts. */
public final class InvestmentEndpoints {
  static final String TRANSACTIONS = "/investments/transactions/get";
  private static final int MOST = 500;
  private static final int USUAL = 100;
  private static final String INVESTMENTS = "investments";
  private static final List<String> DEBTS = List.of("credit card", "paypal", "student", "mortgage");

  private final WebhookNotices webhookNotices;

  public InvestmentEndpoints(WebhookNotices webhookNotices) {
    this.webhookNotices = webhookNotices;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            "/investments/holdings/get", RequestShapes.ACCOUNTS, InvestmentEndpoints::holdings),
        new Endpoint(
            TRANSACTIONS, RequestShapes.INVESTMENT_TRANSACTIONS, InvestmentEndpoints::transactions),
        new Endpoint("/investments/refresh", RequestShapes.ITEM, this::refresh),
        new Endpoint("/liabilities/get", RequestShapes.ACCOUNTS, InvestmentEndpoints::liabilities));
  }

  private static ObjectNode holdings(EndpointCall endpointCall) {
    var item = item(endpointCall, INVESTMENTS);
    var accounts = invested(endpointCall, item);
    var answer = Json.object();
    answer.set("accounts", AccountJson.of(accounts));
    var holdings = of(item.portfolio().holdings(), accounts);
    answer.set("holdings", array(holdings));
    answer.set("securities", securities(item, holdings));
    answer.set("item", ItemJson.of(item));
    answer.put("is_investments_fallback_item", false);
    return answer;
  }

  /** Newest first; a planned mutation adds one before a page that is not the first. */
  private static ObjectNode transactions(EndpointCall endpointCall) {
    var item = item(endpointCall, INVESTMENTS);
    var from = date(endpointCall, "start_date");
    var to = date(endpointCall, "end_date");
    var count = endpointCall.options().path("count").asInt(USUAL);
    var offset = endpointCall.options().path("offset").asInt(0);
    if (count < 1 || count > MOST || offset < 0 || to.isBefore(from)) {
      throw ErrorCode.INVALID_FIELD.because("count, offset or dates are out of range");
    }
    if (offset > 0) {
      mutate(endpointCall, item);
    }
    var accounts = invested(endpointCall, item);
    var all =
        of(item.portfolio().transactions(), accounts).reversed().stream()
            .filter(one -> !day(one).isBefore(from) && !day(one).isAfter(to))
            .sorted(comparing(InvestmentEndpoints::day).reversed())
            .toList();
    var page = all.stream().skip(offset).limit(count).toList();
    var answer = Json.object();
    answer.set("accounts", AccountJson.of(accounts));
    answer.set("investment_transactions", array(page));
    answer.set("securities", securities(item, page));
    answer.set("item", ItemJson.of(item));
    answer.put("total_investment_transactions", all.size());
    answer.put("is_investments_fallback_item", false);
    return answer;
  }

  private static void mutate(EndpointCall endpointCall, Item item) {
    var emulatorState = endpointCall.bank();
    var faultDecision =
        emulatorState.faults().next(TRANSACTIONS, item.itemId(), Fault.FaultType.MUTATION);
    var entries = new ArrayList<>(faultDecision.entries());
    if (faultDecision.fault().isPresent()) {
      var before = item.portfolio();
      var grown = new ArrayList<>(before.transactions());
      var newest = before.transactions().getLast().deepCopy();
      var id = Ids.entity(emulatorState.seed(), "investment grown", item.itemId(), grown.size());
      grown.add(
          newest
              .put(Portfolio.TRANSACTION, id)
              .put("name", "Came in between")
              .put("amount", BigDecimal.ONE));
      entries.add(
          new StateEntry.PortfolioSet(
              item.itemId(),
              new Portfolio(
                  before.securities(),
                  before.holdings(),
                  grown,
                  before.hidden(),
                  before.liabilities())));
    }
    emulatorState.commit(entries);
  }

  private ObjectNode refresh(EndpointCall endpointCall) {
    var item = item(endpointCall, INVESTMENTS);
    endpointCall.bank().commit(webhookNotices.of(item, "HOLDINGS", "DEFAULT_UPDATE"));
    return Json.object();
  }

  private static ObjectNode liabilities(EndpointCall endpointCall) {
    var item = item(endpointCall, "liabilities");
    var accounts =
        AccountEndpoints.wanted(endpointCall, item).stream()
            .filter(one -> DEBTS.contains(one.subtype()))
            .toList();
    if (accounts.isEmpty()) {
      throw ErrorCode.NO_LIABILITY_ACCOUNTS.refusal();
    }
    var answer = Json.object();
    answer.set("accounts", AccountJson.of(item.accounts()));
    answer.set("item", ItemJson.of(item));
    answer.set("liabilities", item.portfolio().liabilities().deepCopy());
    return answer;
  }

  /** In Plaid's order: the products of the bank, the granted ones, the available ones. */
  private static Item item(EndpointCall endpointCall, String product) {
    var item = endpointCall.healthyItem();
    if (!ItemJson.institution(item).products().contains(product)) {
      throw ErrorCode.PRODUCTS_NOT_SUPPORTED.refusal();
    }
    if (!item.origin().products().contains(product)) {
      throw ErrorCode.ADDITIONAL_CONSENT_REQUIRED.refusal();
    }
    if (item.phase() == HistoryPhase.NOT_READY) {
      throw ErrorCode.PRODUCT_NOT_READY.refusal();
    }
    return item;
  }

  private static List<Account> invested(EndpointCall endpointCall, Item item) {
    var accounts =
        AccountEndpoints.wanted(endpointCall, item).stream()
            .filter(account -> account.type().equals("investment"))
            .toList();
    if (accounts.isEmpty()) {
      throw ErrorCode.NO_INVESTMENT_ACCOUNTS.refusal();
    }
    return accounts;
  }

  private static List<ObjectNode> of(List<ObjectNode> all, Collection<Account> accounts) {
    var ids = accounts.stream().map(Account::accountId).toList();
    return all.stream()
        .filter(one -> ids.contains(one.path(Portfolio.ACCOUNT).asString("")))
        .toList();
  }

  private static ArrayNode securities(Item item, List<ObjectNode> users) {
    var used = users.stream().map(one -> one.path(Portfolio.SECURITY).asString("")).toList();
    return array(
        item.portfolio().securities().stream()
            .filter(one -> used.contains(one.path(Portfolio.SECURITY).asString("")))
            .filter(
                one ->
                    !item.portfolio().hidden().contains(one.path(Portfolio.SECURITY).asString("")))
            .toList());
  }

  private static ArrayNode array(List<ObjectNode> all) {
    var array = Json.MAPPER.createArrayNode();
    all.forEach(one -> array.add(one.deepCopy()));
    return array;
  }

  private static LocalDate day(ObjectNode transaction) {
    return LocalDate.parse(transaction.path("date").asString(""));
  }

  private static LocalDate date(EndpointCall endpointCall, String field) {
    try {
      return LocalDate.parse(endpointCall.text(field));
    } catch (DateTimeParseException noDate) {
      throw ErrorCode.INVALID_FIELD.because(field + " must be a date (YYYY-MM-DD)");
    }
  }
}
