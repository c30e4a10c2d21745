package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.http.RequestLog;
import florin.emulator.item.AccountJson;
import florin.emulator.item.ExpectedState;
import florin.emulator.item.ItemHistory;
import florin.emulator.item.TransactionJson;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** Responses of the control plane; they contain no token and no key. */
final class StateViews {
  private final EmulatorState emulatorState;
  private final RequestLog journal;
  private final ItemHistory itemHistory;

  StateViews(EmulatorState emulatorState, RequestLog journal, ItemHistory itemHistory) {
    this.itemHistory = itemHistory;
    this.emulatorState = emulatorState;
    this.journal = journal;
  }

  ObjectNode health() {
    return Json.object()
        .put("status", "UP")
        .put("now", emulatorState.clock().instant().toString())
        .put("anchor", emulatorState.anchor().toString())
        .put("seed", emulatorState.seed());
  }

  ObjectNode items() {
    var answer = Json.object();
    var items = answer.putArray("items");
    emulatorState.items().forEach(item -> items.add(item(item)));
    return answer;
  }

  ObjectNode requests() {
    var answer = Json.object();
    var counts = answer.putObject("counts");
    journal.counts().forEach(counts::put);
    answer.set("statuses", Json.MAPPER.valueToTree(journal.statuses()));
    answer.set("last", Json.MAPPER.valueToTree(journal.last()));
    return answer;
  }

  ObjectNode forgetRequests() {
    journal.forget();
    return Json.object();
  }

  ObjectNode webhooks() {
    var answer = Json.object();
    var deliveries = answer.putArray("webhooks");
    for (var outboxEntry : emulatorState.outbox().all()) {
      var delivery = deliveries.addObject();
      delivery.put("delivery_id", outboxEntry.delivery().deliveryId());
      delivery.put("item_id", outboxEntry.delivery().itemId());
      delivery.put("type", outboxEntry.delivery().type());
      delivery.put("code", outboxEntry.delivery().code());
      delivery.put("queued_at", outboxEntry.delivery().queuedAt().toString());
      delivery.put("attempts", outboxEntry.statuses().size());
      outboxEntry.statuses().forEach(delivery.putArray("statuses")::add);
      delivery.put(
          "state", outboxEntry.delivered() ? "delivered" : outboxEntry.open() ? "open" : "lost");
    }
    return answer;
  }

  ObjectNode truth(Item item) {
    var expectedState = ExpectedState.of(item);
    var answer = Json.object();
    answer.put("item_id", item.itemId());
    answer.put("institution_id", item.origin().institutionId());
    answer.put("transactions_update_status", item.phase().status());
    answer.put("hash", expectedState.hash());
    answer.set("accounts", AccountJson.of(expectedState.accounts()));
    var transactions = answer.putArray("transactions");
    expectedState.transactions().forEach(one -> transactions.add(TransactionJson.of(one, true)));
    var transfers = answer.putObject("transfers");
    itemHistory.transfers(item).forEach(transfers::put);
    var series = answer.putObject("series");
    itemHistory.series(item).forEach(series::put);
    itemHistory.nextPayday(item).ifPresent(day -> answer.put("next_payday", day.toString()));
    return answer;
  }

  private static ObjectNode item(Item item) {
    var object = Json.object();
    object.put("item_id", item.itemId());
    object.put("institution_id", item.origin().institutionId());
    object.put("state", item.health().name().toLowerCase(Locale.ROOT));
    object.put("transactions_update_status", item.phase().status());
    object.put("sync_called", item.syncCalled());
    object.put("changes", item.head());
    object.put("webhook", item.webhook().orElse(null));
    object.set("accounts", AccountJson.of(item.accounts()));
    return object;
  }
}
