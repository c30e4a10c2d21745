package florin.emulator.webhook;

import florin.emulator.data.HistoryPhase;
import florin.emulator.data.TransactionChange;
import florin.emulator.state.EmulatorClock;
import florin.emulator.state.Item;
import florin.emulator.state.QueuedWebhook;
import florin.emulator.state.StateEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which webhooks an Item owes its client after something happened; none without a URL. */
public final class WebhookNotices {
  private final EmulatorClock emulatorClock;

  public WebhookNotices(EmulatorClock emulatorClock) {
    this.emulatorClock = emulatorClock;
  }

  public WebhookBody body(Item item, String type, String code) {
    return WebhookBody.of(item, type, code, emulatorClock.realNow());
  }

  public List<StateEntry> of(Item item, String type, String code) {
    return of(item, type, code, Map.of());
  }

  /** {@code fields} replace or add to those of the body. */
  public List<StateEntry> of(Item item, String type, String code, Map<String, ?> fields) {
    var body = body(item, type, code);
    fields.forEach(body::with);
    return queue(item, type, code, body);
  }

  /** The webhook of a link token whose user has come to the end of its page. */
  public StateEntry sessionFinished(
      String url,
      String linkToken,
      String sessionId,
      boolean signedIn,
      Optional<String> publicToken) {
    var body = WebhookBody.sessionFinished(linkToken, sessionId, signedIn, publicToken);
    return queued("", url, "LINK", "SESSION_FINISHED", body.text());
  }

  /** The legacy code always; the one for sync only to those who ever called it. */
  public List<StateEntry> historyArrives(Item item, HistoryPhase historyPhase, int arriving) {
    var legacy = historyPhase == HistoryPhase.INITIAL ? "INITIAL_UPDATE" : "HISTORICAL_UPDATE";
    var entries = new ArrayList<>(syncUpdates(item, historyPhase));
    entries.addAll(
        queue(
            item,
            "TRANSACTIONS",
            legacy,
            body(item, "TRANSACTIONS", legacy).with("new_transactions", arriving)));
    return entries;
  }

  public List<StateEntry> changed(Item item, List<TransactionChange> changes) {
    var removed =
        changes.stream()
            .filter(transactionChange -> transactionChange.op() == TransactionChange.Op.REMOVED)
            .map(transactionChange -> transactionChange.transaction().transactionId())
            .toList();
    var added =
        changes.stream()
            .filter(transactionChange -> transactionChange.op() == TransactionChange.Op.ADDED)
            .count();
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

  private List<StateEntry> syncUpdates(Item item, HistoryPhase historyPhase) {
    if (!item.syncCalled()) {
      return List.of();
    }
    var code = "SYNC_UPDATES_AVAILABLE";
    var body =
        body(item, "TRANSACTIONS", code)
            .with("initial_update_complete", historyPhase != HistoryPhase.NOT_READY)
            .with("historical_update_complete", historyPhase == HistoryPhase.HISTORICAL);
    return queue(item, "TRANSACTIONS", code, body);
  }

  private List<StateEntry> queue(Item item, String type, String code, WebhookBody body) {
    return item.webhook().stream()
        .map(url -> queued(item.itemId(), url, type, code, body.text()))
        .toList();
  }

  private StateEntry queued(String itemId, String url, String type, String code, String text) {
    var id = UUID.randomUUID().toString();
    return new StateEntry.WebhookQueued(
        new QueuedWebhook(id, itemId, url, type, code, text, emulatorClock.instant()));
  }
}
