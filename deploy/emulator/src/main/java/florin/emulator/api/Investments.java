package florin.emulator.api;

import static java.util.Comparator.comparing;

import florin.emulator.bank.Account;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Fault;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Phase;
import florin.emulator.bank.Portfolio;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import florin.emulator.webhook.Notices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holdings, investment transactions and debts. */
public final class Investments {
  static final String TRANSACTIONS = "/investments/transactions/get";
  private static final int MOST = 500;
  private static final int USUAL = 100;
  private static final String INVESTMENTS = "investments";
  private static final List<String> DEBTS = List.of("credit card", "paypal", "student", "mortgage");

  private final Notices notices;

  public Investments(Notices notices) {
    this.notices = notices;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/investments/holdings/get", Shapes.ACCOUNTS, Investments::holdings),
        new Endpoint(TRANSACTIONS, Shapes.INVESTMENT_TRANSACTIONS, Investments::transactions),
        new Endpoint("/investments/refresh", Shapes.ITEM, this::refresh),
        new Endpoint("/liabilities/get", Shapes.ACCOUNTS, Investments::liabilities));
  }

  private static ObjectNode holdings(Call call) {
    var item = item(call, INVESTMENTS);
    var accounts = invested(call, item);
    var answer = Json.object();
    answer.set("accounts", AccountAnswer.of(accounts));
    var holdings = of(item.portfolio().holdings(), accounts);
    answer.set("holdings", array(holdings));
    answer.set("securities", securities(item, holdings));
    answer.set("item", ItemAnswer.of(item));
    answer.put("is_investments_fallback_item", false);
    return answer;
  }

  /** Newest first; a planned mutation adds one before a page that is not the first. */
  private static ObjectNode transactions(Call call) {
    var item = item(call, INVESTMENTS);
    var from = date(call, "start_date");
    var to = date(call, "end_date");
    var count = call.options().path("count").asInt(USUAL);
    var offset = call.options().path("offset").asInt(0);
    if (count < 1 || count > MOST || offset < 0 || to.isBefore(from)) {
      throw ErrorCode.INVALID_FIELD.because("count, offset or dates are out of range");
    }
    if (offset > 0) {
      mutate(call, item);
    }
    var accounts = invested(call, item);
    var all =
        of(item.portfolio().transactions(), accounts).reversed().stream()
            .filter(one -> !day(one).isBefore(from) && !day(one).isAfter(to))
            .sorted(comparing(Investments::day).reversed())
            .toList();
    var page = all.stream().skip(offset).limit(count).toList();
    var answer = Json.object();
    answer.set("accounts", AccountAnswer.of(accounts));
    answer.set("investment_transactions", array(page));
    answer.set("securities", securities(item, page));
    answer.set("item", ItemAnswer.of(item));
    answer.put("total_investment_transactions", all.size());
    answer.put("is_investments_fallback_item", false);
    return answer;
  }

  private static void mutate(Call call, Item item) {
    var bank = call.bank();
    var fate = bank.faults().next(TRANSACTIONS, item.itemId(), Fault.Kind.MUTATION);
    var entries = new ArrayList<>(fate.entries());
    if (fate.fault().isPresent()) {
      var before = item.portfolio();
      var grown = new ArrayList<>(before.transactions());
      var newest = before.transactions().getLast().deepCopy();
      var id = Ids.entity(bank.seed(), "investment grown", item.itemId(), grown.size());
      grown.add(
          newest
              .put(Portfolio.TRANSACTION, id)
              .put("name", "Came in between")
              .put("amount", BigDecimal.ONE));
      entries.add(
          new Entry.PortfolioSet(
              item.itemId(),
              new Portfolio(
                  before.securities(),
                  before.holdings(),
                  grown,
                  before.hidden(),
                  before.liabilities())));
    }
    bank.commit(entries);
  }

  private ObjectNode refresh(Call call) {
    var item = item(call, INVESTMENTS);
    call.bank().commit(notices.of(item, "HOLDINGS", "DEFAULT_UPDATE"));
    return Json.object();
  }

  private static ObjectNode liabilities(Call call) {
    var item = item(call, "liabilities");
    var accounts =
        Accounts.wanted(call, item).stream().filter(one -> DEBTS.contains(one.subtype())).toList();
    if (accounts.isEmpty()) {
      throw ErrorCode.NO_LIABILITY_ACCOUNTS.refusal();
    }
    var answer = Json.object();
    answer.set("accounts", AccountAnswer.of(item.accounts()));
    answer.set("item", ItemAnswer.of(item));
    answer.set("liabilities", item.portfolio().liabilities().deepCopy());
    return answer;
  }

  /** In Plaid's order: what the bank can give, what the user granted, what is there by now. */
  private static Item item(Call call, String product) {
    var item = call.healthyItem();
    if (!ItemAnswer.institution(item).products().contains(product)) {
      throw ErrorCode.PRODUCTS_NOT_SUPPORTED.refusal();
    }
    if (!item.origin().products().contains(product)) {
      throw ErrorCode.ADDITIONAL_CONSENT_REQUIRED.refusal();
    }
    if (item.phase() == Phase.NOT_READY) {
      throw ErrorCode.PRODUCT_NOT_READY.refusal();
    }
    return item;
  }

  private static List<Account> invested(Call call, Item item) {
    var accounts =
        Accounts.wanted(call, item).stream()
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

  private static LocalDate date(Call call, String field) {
    try {
      return LocalDate.parse(call.text(field));
    } catch (DateTimeParseException noDate) {
      throw ErrorCode.INVALID_FIELD.because(field + " must be a date (YYYY-MM-DD)");
    }
  }
}
