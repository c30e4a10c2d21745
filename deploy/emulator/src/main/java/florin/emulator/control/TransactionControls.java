package florin.emulator.control;

import florin.emulator.data.Account;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionChange;
import florin.emulator.data.TransactionDetails;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of an Item's transactions at the bank: added, modified, removed, posted. Fields: {@code
 * account} (id or subtype), {@code amount} (positive leaves the account), {@code date}, {@code
 * authorized_date}, {@code name}, {@code merchant_name}, {@code category} (detailed), {@code
 * iso_currency_code}, {@code pending}, {@code fields} (merged into the object on the wire), and
 * {@code unlinked} for posting.
 */
final class TransactionControls {
  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;
  private final InstantSource clock;

  TransactionControls(
      EmulatorState emulatorState, WebhookNotices webhookNotices, InstantSource clock) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
    this.clock = clock;
  }

  /**
   * One transaction, or {@code transactions} as one batch. With {@code unread} the bank alone has
   * it until /transactions/refresh.
   */
  ObjectNode add(ControlRequest controlRequest, Item item) {
    var batch = controlRequest.body().path("transactions");
    var changes = new ArrayList<TransactionChange>();
    var answer = Json.object();
    if (batch.isArray()) {
      batch.forEach(one -> changes.add(added(item, one, changes.size())));
      var ids = answer.putArray("transaction_ids");
      changes.forEach(
          transactionChange -> ids.add(transactionChange.transaction().transactionId()));
    } else {
      changes.add(added(item, controlRequest.body(), 0));
      answer.put("transaction_id", changes.getFirst().transaction().transactionId());
    }
    if (controlRequest.body().path("unread").asBoolean(false)) {
      emulatorState.commit(List.of(new StateEntry.UnreadMade(item.itemId(), changes)));
    } else {
      commit(controlRequest, item, changes);
    }
    return answer;
  }

  ObjectNode modify(ControlRequest controlRequest, Item item) {
    var before = transaction(controlRequest, item);
    var after =
        before.with(
            edited(before.details(), controlRequest.body()), fields(before, controlRequest.body()));
    commit(
        controlRequest, item, List.of(new TransactionChange(TransactionChange.Op.MODIFIED, after)));
    return Json.object().put("transaction_id", after.transactionId());
  }

  ObjectNode remove(ControlRequest controlRequest, Item item) {
    var gone = transaction(controlRequest, item);
    commit(
        controlRequest, item, List.of(new TransactionChange(TransactionChange.Op.REMOVED, gone)));
    return Json.object().put("transaction_id", gone.transactionId());
  }

  /** The pending one goes and a new one comes, usually naming it as its ancestor. */
  ObjectNode post(ControlRequest controlRequest, Item item) {
    var pending = transaction(controlRequest, item);
    if (!pending.pending()) {
      throw ControlRequest.invalid("transaction is not pending: " + pending.transactionId());
    }
    var unlinked = controlRequest.body().path("unlinked").asBoolean(false);
    var posted =
        made(
            item,
            1,
            pending.accountId(),
            false,
            unlinked ? null : pending.transactionId(),
            edited(pending.details(), controlRequest.body()),
            fields(pending, controlRequest.body()));
    commit(
        controlRequest,
        item,
        List.of(
            new TransactionChange(TransactionChange.Op.REMOVED, pending),
            new TransactionChange(TransactionChange.Op.ADDED, posted)));
    return Json.object().put("transaction_id", posted.transactionId());
  }

  private TransactionChange added(Item item, JsonNode body, int ordinal) {
    var wanted = ControlRequest.requiredText(body, "account");
    var account =
        item.account(wanted).orElseThrow(() -> ControlRequest.notFound("account " + wanted));
    var id =
        Ids.entity(
            emulatorState.seed(),
            "made",
            item.itemId(),
            item.head() + (long) item.unreadMade() + ordinal);
    return new TransactionChange(TransactionChange.Op.ADDED, of(body, account, id));
  }

  /** One transaction of an account from its description. */
  Transaction of(JsonNode body, Account account, String transactionId) {
    if (!account.hasTransactions()) {
      throw ControlRequest.invalid("account has no transactions: " + account.accountId());
    }
    var amount =
        ControlRequest.amount(body, "amount")
            .orElseThrow(() -> ControlRequest.invalid("amount must be a number"));
    var transactionDetails =
        TransactionDetails.plain(
                amount,
                ControlRequest.date(body, "date").orElse(emulatorState.anchor()),
                ControlRequest.requiredText(body, "name"))
            .withCurrency(account.currency());
    var pending = body.path("pending").asBoolean(false);
    return new Transaction(
        transactionId,
        account.accountId(),
        pending,
        null,
        edited(transactionDetails, body),
        ControlRequest.fields(body));
  }

  private static @Nullable ObjectNode fields(Transaction before, JsonNode body) {
    var fields = ControlRequest.fields(body);
    if (before.fields() == null || fields == null) {
      return fields == null ? before.fields() : fields;
    }
    var merged = before.fields().deepCopy();
    Json.merge(merged, fields);
    return merged;
  }

  private Transaction made(
      Item item,
      int ordinal,
      String accountId,
      boolean pending,
      @Nullable String ancestor,
      TransactionDetails transactionDetails,
      @Nullable ObjectNode fields) {
    var id =
        Ids.entity(
            emulatorState.seed(),
            "made",
            item.itemId(),
            item.head() + (long) item.unreadMade() + ordinal);
    return new Transaction(id, accountId, pending, ancestor, transactionDetails, fields);
  }

  private static TransactionDetails edited(TransactionDetails transactionDetails, JsonNode body) {
    var edited = transactionDetails;
    edited = ControlRequest.amount(body, "amount").map(edited::withAmount).orElse(edited);
    edited = ControlRequest.date(body, "date").map(edited::withDate).orElse(edited);
    edited =
        ControlRequest.date(body, "authorized_date").map(edited::withAuthorizedDate).orElse(edited);
    edited = ControlRequest.text(body, "name").map(edited::withName).orElse(edited);
    edited = ControlRequest.text(body, "merchant_name").map(edited::withMerchant).orElse(edited);
    edited = ControlRequest.text(body, "category").map(edited::withCategory).orElse(edited);
    return ControlRequest.text(body, "iso_currency_code").map(edited::withCurrency).orElse(edited);
  }

  private static Transaction transaction(ControlRequest controlRequest, Item item) {
    var id = controlRequest.variable("transactionId");
    return item.transaction(id).orElseThrow(() -> ControlRequest.notFound("transaction " + id));
  }

  private void commit(ControlRequest controlRequest, Item item, List<TransactionChange> changes) {
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.TransactionsChanged(item.itemId(), changes, clock.instant()));
    if (controlRequest.webhook()) {
      entries.addAll(webhookNotices.changed(item, changes));
    }
    emulatorState.commit(entries);
  }
}
