package florin.emulator.api;

import static java.util.Comparator.comparing;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Phase;
import florin.emulator.bank.Transaction;
import florin.emulator.bank.Truth;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import florin.emulator.webhook.Notices;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Transactions by date, newest first, and the kick that makes Plaid look at the bank now. */
public final class Audits {
  private static final int MOST = 500;
  private static final int USUAL = 100;

  private final Notices notices;

  public Audits(Notices notices) {
    this.notices = notices;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/transactions/get", Shapes.TRANSACTIONS, Audits::get),
        new Endpoint("/transactions/refresh", Shapes.ITEM, this::refresh));
  }

  private static ObjectNode get(Call call) {
    var item = call.healthyItem();
    var from = date(call, "start_date");
    var to = date(call, "end_date");
    if (to.isBefore(from)) {
      throw ErrorCode.INVALID_FIELD.because("start_date must not be after end_date");
    }
    var count = call.options().path("count").asInt(USUAL);
    var offset = call.options().path("offset").asInt(0);
    if (count < 1 || count > MOST || offset < 0) {
      throw ErrorCode.INVALID_FIELD.because("count must be between 1 and 500, offset at least 0");
    }
    if (item.phase() == Phase.NOT_READY) {
      throw ErrorCode.PRODUCT_NOT_READY.refusal();
    }
    var accounts = Accounts.wanted(call, item);
    var ids = accounts.stream().map(account -> account.accountId()).toList();
    var all =
        Truth.of(item).transactions().stream()
            .filter(one -> ids.contains(one.accountId()))
            .filter(one -> !one.details().date().isBefore(from))
            .filter(one -> !one.details().date().isAfter(to))
            .sorted(comparing((Transaction one) -> one.details().date()).reversed())
            .toList();
    var withText = call.options().path("include_original_description").asBoolean(false);
    var answer = Json.object();
    answer.set("accounts", AccountAnswer.of(accounts));
    var page = answer.putArray("transactions");
    all.stream()
        .skip(offset)
        .limit(count)
        .forEach(one -> page.add(TransactionAnswer.of(one, withText)));
    answer.put("total_transactions", all.size());
    answer.set("item", ItemAnswer.of(item));
    return answer;
  }

  /** Tells the client of news by webhook, and of none not at all. */
  private ObjectNode refresh(Call call) {
    var item = call.healthyItem();
    read(call.bank(), item);
    return Json.object();
  }

  private void read(Bank bank, Item item) {
    var news = item.unread();
    if (news.isEmpty()) {
      return;
    }
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.UnreadRead(item.itemId()));
    entries.add(new Entry.TransactionsChanged(item.itemId(), news, bank.clock().instant()));
    entries.addAll(notices.changed(item, news));
    bank.commit(entries);
  }

  private static LocalDate date(Call call, String field) {
    try {
      return LocalDate.parse(call.text(field));
    } catch (DateTimeParseException noDate) {
      throw ErrorCode.INVALID_FIELD.because(field + " must be a date (YYYY-MM-DD)");
    }
  }
}
