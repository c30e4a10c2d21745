package florin.emulator.control;

import florin.emulator.api.AccountAnswer;
import florin.emulator.api.TransactionAnswer;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Truth;
import florin.emulator.http.RequestJournal;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** What the control plane shows; never a token, never a key. */
final class Views {
  private final Bank bank;
  private final RequestJournal journal;

  Views(Bank bank, RequestJournal journal) {
    this.bank = bank;
    this.journal = journal;
  }

  ObjectNode health() {
    return Json.object()
        .put("status", "UP")
        .put("now", bank.clock().instant().toString())
        .put("anchor", bank.anchor().toString())
        .put("seed", bank.seed());
  }

  ObjectNode items() {
    var answer = Json.object();
    var items = answer.putArray("items");
    bank.items().forEach(item -> items.add(item(item)));
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
    for (var owed : bank.outbox().all()) {
      var delivery = deliveries.addObject();
      delivery.put("delivery_id", owed.delivery().deliveryId());
      delivery.put("item_id", owed.delivery().itemId());
      delivery.put("type", owed.delivery().type());
      delivery.put("code", owed.delivery().code());
      delivery.put("queued_at", owed.delivery().queuedAt().toString());
      delivery.put("attempts", owed.statuses().size());
      owed.statuses().forEach(delivery.putArray("statuses")::add);
      delivery.put("state", owed.delivered() ? "delivered" : owed.open() ? "open" : "lost");
    }
    return answer;
  }

  ObjectNode truth(Item item) {
    var truth = Truth.of(item);
    var answer = Json.object();
    answer.put("item_id", item.itemId());
    answer.put("institution_id", item.origin().institutionId());
    answer.put("transactions_update_status", item.phase().status());
    answer.put("hash", truth.hash());
    answer.set("accounts", AccountAnswer.of(truth.accounts()));
    var transactions = answer.putArray("transactions");
    truth.transactions().forEach(one -> transactions.add(TransactionAnswer.of(one, true)));
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
    object.set("accounts", AccountAnswer.of(item.accounts()));
    return object;
  }
}
