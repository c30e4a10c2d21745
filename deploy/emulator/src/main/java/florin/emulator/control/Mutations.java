package florin.emulator.control;

import florin.emulator.bank.Account;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Change;
import florin.emulator.bank.Details;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Transaction;
import florin.emulator.webhook.Notices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the bank learns about an Item's transactions: added, modified, removed, posted. Fields:
 * {@code account} (id or subtype), {@code amount} (positive leaves the account), {@code date},
 * {@code authorized_date}, {@code name}, {@code merchant_name}, {@code category} (detailed), {@code
 * iso_currency_code}, {@code pending}, {@code fields} (merged into the object on the wire), and
 * {@code unlinked} for posting.
 */
final class Mutations {
  private final Bank bank;
  private final Notices notices;
  private final InstantSource clock;

  Mutations(Bank bank, Notices notices, InstantSource clock) {
    this.bank = bank;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * One transaction, or {@code transactions} as one batch. With {@code unread} the bank alone has
   * it until /transactions/refresh.
   */
  ObjectNode add(Request request, Item item) {
    var batch = request.body().path("transactions");
    var changes = new ArrayList<Change>();
    var answer = Json.object();
    if (batch.isArray()) {
      batch.forEach(one -> changes.add(added(item, one, changes.size())));
      var ids = answer.putArray("transaction_ids");
      changes.forEach(change -> ids.add(change.transaction().transactionId()));
    } else {
      changes.add(added(item, request.body(), 0));
      answer.put("transaction_id", changes.getFirst().transaction().transactionId());
    }
    if (request.body().path("unread").asBoolean(false)) {
      bank.commit(List.of(new Entry.UnreadMade(item.itemId(), changes)));
    } else {
      commit(request, item, changes);
    }
    return answer;
  }

  ObjectNode modify(Request request, Item item) {
    var before = transaction(request, item);
    var after =
        before.with(edited(before.details(), request.body()), fields(before, request.body()));
    commit(request, item, List.of(new Change(Change.Op.MODIFIED, after)));
    return Json.object().put("transaction_id", after.transactionId());
  }

  ObjectNode remove(Request request, Item item) {
    var gone = transaction(request, item);
    commit(request, item, List.of(new Change(Change.Op.REMOVED, gone)));
    return Json.object().put("transaction_id", gone.transactionId());
  }

  /** The pending one goes and a new one comes, usually naming it as its ancestor. */
  ObjectNode post(Request request, Item item) {
    var pending = transaction(request, item);
    if (!pending.pending()) {
      throw Request.invalid("transaction is not pending: " + pending.transactionId());
    }
    var unlinked = request.body().path("unlinked").asBoolean(false);
    var posted =
        made(
            item,
            1,
            pending.accountId(),
            false,
            unlinked ? null : pending.transactionId(),
            edited(pending.details(), request.body()),
            fields(pending, request.body()));
    commit(
        request,
        item,
        List.of(new Change(Change.Op.REMOVED, pending), new Change(Change.Op.ADDED, posted)));
    return Json.object().put("transaction_id", posted.transactionId());
  }

  private Change added(Item item, JsonNode body, int ordinal) {
    var wanted = Request.requiredText(body, "account");
    var account = item.account(wanted).orElseThrow(() -> Request.notFound("account " + wanted));
    var id =
        Ids.entity(
            bank.seed(), "made", item.itemId(), item.head() + (long) item.unreadMade() + ordinal);
    return new Change(Change.Op.ADDED, of(body, account, id));
  }

  /** One transaction of an account, as its description says. */
  Transaction of(JsonNode body, Account account, String transactionId) {
    if (!account.hasTransactions()) {
      throw Request.invalid("account has no transactions: " + account.accountId());
    }
    var amount =
        Request.amount(body, "amount")
            .orElseThrow(() -> Request.invalid("amount must be a number"));
    var details =
        Details.plain(
                amount,
                Request.date(body, "date").orElse(bank.anchor()),
                Request.requiredText(body, "name"))
            .withCurrency(account.currency());
    var pending = body.path("pending").asBoolean(false);
    return new Transaction(
        transactionId,
        account.accountId(),
        pending,
        null,
        edited(details, body),
        Request.fields(body));
  }

  private static @Nullable ObjectNode fields(Transaction before, JsonNode body) {
    var fields = Request.fields(body);
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
      Details details,
      @Nullable ObjectNode fields) {
    var id =
        Ids.entity(
            bank.seed(), "made", item.itemId(), item.head() + (long) item.unreadMade() + ordinal);
    return new Transaction(id, accountId, pending, ancestor, details, fields);
  }

  private static Details edited(Details details, JsonNode body) {
    var edited = details;
    edited = Request.amount(body, "amount").map(edited::withAmount).orElse(edited);
    edited = Request.date(body, "date").map(edited::withDate).orElse(edited);
    edited = Request.date(body, "authorized_date").map(edited::withAuthorizedDate).orElse(edited);
    edited = Request.text(body, "name").map(edited::withName).orElse(edited);
    edited = Request.text(body, "merchant_name").map(edited::withMerchant).orElse(edited);
    edited = Request.text(body, "category").map(edited::withCategory).orElse(edited);
    return Request.text(body, "iso_currency_code").map(edited::withCurrency).orElse(edited);
  }

  private static Transaction transaction(Request request, Item item) {
    var id = request.variable("transactionId");
    return item.transaction(id).orElseThrow(() -> Request.notFound("transaction " + id));
  }

  private void commit(Request request, Item item, List<Change> changes) {
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.TransactionsChanged(item.itemId(), changes, clock.instant()));
    if (request.webhook()) {
      entries.addAll(notices.changed(item, changes));
    }
    bank.commit(entries);
  }
}
