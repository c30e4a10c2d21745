package florin.emulator.webhook;

import florin.emulator.bank.Change;
import florin.emulator.bank.Clock;
import florin.emulator.bank.Delivery;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Item;
import florin.emulator.bank.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which webhooks an Item owes its client after something happened; none without a URL. */
public final class Notices {
  private final Clock clock;

  public Notices(Clock clock) {
    this.clock = clock;
  }

  public WebhookBody body(Item item, String type, String code) {
    return WebhookBody.of(item, type, code, clock.realNow());
  }

  public List<Entry> of(Item item, String type, String code) {
    return of(item, type, code, Map.of());
  }

  /** {@code fields} replace or add to those of the body. */
  public List<Entry> of(Item item, String type, String code, Map<String, ?> fields) {
    var body = body(item, type, code);
    fields.forEach(body::with);
    return queue(item, type, code, body);
  }

  /** The legacy code always; the one for sync only to those who ever called it. */
  public List<Entry> historyArrives(Item item, Phase phase, int arriving) {
    var legacy = phase == Phase.INITIAL ? "INITIAL_UPDATE" : "HISTORICAL_UPDATE";
    var entries = new ArrayList<>(syncUpdates(item, phase));
    entries.addAll(
        queue(
            item,
            "TRANSACTIONS",
            legacy,
            body(item, "TRANSACTIONS", legacy).with("new_transactions", arriving)));
    return entries;
  }

  public List<Entry> changed(Item item, List<Change> changes) {
    var removed =
        changes.stream()
            .filter(change -> change.op() == Change.Op.REMOVED)
            .map(change -> change.transaction().transactionId())
            .toList();
    var added = changes.stream().filter(change -> change.op() == Change.Op.ADDED).count();
    var entries = new ArrayList<>(syncUpdates(item, item.phase()));
    if (removed.size() < changes.size()) {
      entries.addAll(
          queue(
              item,
              "TRANSACTIONS",
              "DEFAULT_UPDATE",
              body(item, "TRANSACTIONS", "DEFAULT_UPDATE").with("new_transactions", added)));
    }
    if (!removed.isEmpty()) {
      var body = body(item, "TRANSACTIONS", "TRANSACTIONS_REMOVED");
      entries.addAll(
          queue(
              item,
              "TRANSACTIONS",
              "TRANSACTIONS_REMOVED",
              body.with("removed_transactions", removed)));
    }
    return entries;
  }

  private List<Entry> syncUpdates(Item item, Phase phase) {
    if (!item.syncCalled()) {
      return List.of();
    }
    var code = "SYNC_UPDATES_AVAILABLE";
    var body =
        body(item, "TRANSACTIONS", code)
            .with("initial_update_complete", phase != Phase.NOT_READY)
            .with("historical_update_complete", phase == Phase.HISTORICAL);
    return queue(item, "TRANSACTIONS", code, body);
  }

  private List<Entry> queue(Item item, String type, String code, WebhookBody body) {
    return item.webhook().stream()
        .<Entry>map(url -> queued(item, url, type, code, body.text()))
        .toList();
  }

  private Entry queued(Item item, String url, String type, String code, String text) {
    var id = UUID.randomUUID().toString();
    return new Entry.WebhookQueued(
        new Delivery(id, item.itemId(), url, type, code, text, clock.instant()));
  }
}
