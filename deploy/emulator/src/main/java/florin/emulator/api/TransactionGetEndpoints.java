package florin.emulator.api;

import static java.util.Comparator.comparing;

import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Json;
import florin.emulator.data.Transaction;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.AccountJson;
import florin.emulator.item.ExpectedState;
import florin.emulator.item.ItemJson;
import florin.emulator.item.TransactionJson;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Transactions by date, newest first, and the kick that makes Plaid look at the bank now. */
public final class TransactionGetEndpoints {
  private static final int MOST = 500;
  private static final int USUAL = 100;

  private final WebhookNotices webhookNotices;

  public TransactionGetEndpoints(WebhookNotices webhookNotices) {
    this.webhookNotices = webhookNotices;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/transactions/get", RequestShapes.TRANSACTIONS, TransactionGetEndpoints::get),
        new Endpoint("/transactions/refresh", RequestShapes.ITEM, this::refresh));
  }

  private static ObjectNode get(EndpointCall endpointCall) {
    var item = endpointCall.healthyItem();
    var from = date(endpointCall, "start_date");
    var to = date(endpointCall, "end_date");
    if (to.isBefore(from)) {
      throw ErrorCode.INVALID_FIELD.because("start_date must not be after end_date");
    }
    var count = endpointCall.options().path("count").asInt(USUAL);
    var offset = endpointCall.options().path("offset").asInt(0);
    if (count < 1 || count > MOST || offset < 0) {
      throw ErrorCode.INVALID_FIELD.because("count must be between 1 and 500, offset at least 0");
    }
    if (item.phase() == HistoryPhase.NOT_READY) {
      throw ErrorCode.PRODUCT_NOT_READY.refusal();
    }
    var accounts = AccountEndpoints.wanted(endpointCall, item);
    var ids = accounts.stream().map(account -> account.accountId()).toList();
    var all =
        ExpectedState.of(item).transactions().stream()
            .filter(one -> ids.contains(one.accountId()))
            .filter(one -> !one.details().date().isBefore(from))
            .filter(one -> !one.details().date().isAfter(to))
            .sorted(comparing((Transaction one) -> one.details().date()).reversed())
            .toList();
    var withText = endpointCall.options().path("include_original_description").asBoolean(false);
    var answer = Json.object();
    answer.set("accounts", AccountJson.of(accounts));
    var page = answer.putArray("transactions");
    all.stream()
        .skip(offset)
        .limit(count)
        .forEach(one -> page.add(TransactionJson.of(one, withText)));
    answer.put("total_transactions", all.size());
    answer.set("item", ItemJson.of(item));
    return answer;
  }

  /** Announces changes by webhook; without changes there is none. */
  private ObjectNode refresh(EndpointCall endpointCall) {
    var item = endpointCall.healthyItem();
    read(endpointCall.bank(), item);
    return Json.object();
  }

  private void read(EmulatorState emulatorState, Item item) {
    var news = item.unread();
    if (news.isEmpty()) {
      return;
    }
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.UnreadRead(item.itemId()));
    entries.add(
        new StateEntry.TransactionsChanged(item.itemId(), news, emulatorState.clock().instant()));
    entries.addAll(webhookNotices.changed(item, news));
    emulatorState.commit(entries);
  }

  private static LocalDate date(EndpointCall endpointCall, String field) {
    try {
      return LocalDate.parse(endpointCall.text(field));
    } catch (DateTimeParseException noDate) {
      throw ErrorCode.INVALID_FIELD.because(field + " must be a date (YYYY-MM-DD)");
    }
  }
}
