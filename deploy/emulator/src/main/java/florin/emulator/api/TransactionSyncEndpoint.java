package florin.emulator.api;

import florin.emulator.data.Account;
import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Json;
import florin.emulator.data.TransactionChange;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.AccountJson;
import florin.emulator.item.TransactionJson;
import florin.emulator.state.Fault;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.state.SyncPage;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** /transactions/sync: the updates since a cursor, page by page. */
public final class TransactionSyncEndpoint {
  private static final String SYNC = "/transactions/sync";
  private static final int MOST = 500;
  private static final int USUAL = 100;
  private static final int LONGEST_CURSOR = 256;

  public List<Endpoint> endpoints() {
    return List.of(new Endpoint(SYNC, RequestShapes.SYNC, TransactionSyncEndpoint::sync));
  }

  private static ObjectNode sync(EndpointCall endpointCall) {
    var item = endpointCall.healthyItem();
    var emulatorState = endpointCall.bank();
    var cursor = endpointCall.optionalText("cursor").orElse("");
    var count = endpointCall.body().path("count").asInt(USUAL);
    var stream = endpointCall.options().path("account_id").stringValueOpt().orElse("");
    check(item, cursor, count, stream);
    if (!item.syncCalled()) {
      emulatorState.commit(List.of(new StateEntry.SyncCalled(item.itemId())));
    }
    if (item.phase() == HistoryPhase.NOT_READY
        || spend(endpointCall, item, Fault.FaultType.NOT_READY)) {
      return notReady();
    }
    if (SyncPage.continues(cursor, emulatorState.seed())
        && spend(endpointCall, item, Fault.FaultType.MUTATION)) {
      throw ErrorCode.TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION.refusal();
    }
    try {
      var page = SyncPage.read(item, emulatorState.pageRules(), cursor, stream, count);
      return answer(item, page, stream, endpointCall);
    } catch (SyncPage.ForeignCursor foreign) {
      throw ErrorCode.INVALID_FIELD.because("cursor not associated with access_token");
    } catch (SyncPage.Mutated mutated) {
      throw ErrorCode.TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION.refusal();
    }
  }

  private static void check(Item item, String cursor, int count, String stream) {
    if (count < 1 || count > MOST) {
      throw ErrorCode.INVALID_FIELD.because("count must be between 1 and 500");
    }
    if (cursor.length() > LONGEST_CURSOR) {
      throw ErrorCode.INVALID_FIELD.because("cursor must be at most 256 characters");
    }
    if (!stream.isEmpty()
        && item.accounts().stream().noneMatch(one -> one.accountId().equals(stream))) {
      throw ErrorCode.INVALID_ACCOUNT_ID.refusal();
    }
  }

  private static boolean spend(EndpointCall endpointCall, Item item, Fault.FaultType faultType) {
    var faultDecision = endpointCall.bank().faults().next(SYNC, item.itemId(), faultType);
    endpointCall.bank().commit(faultDecision.entries());
    return faultDecision.fault().isPresent();
  }

  private static ObjectNode notReady() {
    var answer = Json.object();
    for (var empty : List.of("accounts", "added", "modified", "removed")) {
      answer.putArray(empty);
    }
    return answer
        .put("has_more", false)
        .put("next_cursor", "")
        .put("transactions_update_status", HistoryPhase.NOT_READY.status());
  }

  private static ObjectNode answer(
      Item item, SyncPage page, String stream, EndpointCall endpointCall) {
    var withText = endpointCall.options().path("include_original_description").asBoolean(false);
    var answer = Json.object();
    answer.set("accounts", AccountJson.of(inScope(item, stream)));
    var added = answer.putArray("added");
    var modified = answer.putArray("modified");
    var removed = answer.putArray("removed");
    for (var update : page.updates()) {
      var transaction = update.transaction();
      switch (update.op()) {
        case ADDED -> added.add(TransactionJson.of(transaction, withText));
        case MODIFIED -> modified.add(TransactionJson.of(transaction, withText));
        case REMOVED ->
            removed
                .addObject()
                .put("account_id", transaction.accountId())
                .put("transaction_id", transaction.transactionId());
      }
    }
    return answer
        .put("has_more", page.hasMore())
        .put("next_cursor", page.nextCursor())
        .put("transactions_update_status", item.phase().status());
  }

  /** Only accounts that ever had a transaction; never the full list, never investments. */
  private static List<Account> inScope(Item item, String stream) {
    var used =
        item.changes().stream()
            .map(TransactionChange::transaction)
            .map(transaction -> transaction.accountId())
            .collect(Collectors.toSet());
    return item.accounts().stream()
        .filter(Account::hasTransactions)
        .filter(account -> used.contains(account.accountId()))
        .filter(account -> stream.isEmpty() || stream.equals(account.accountId()))
        .toList();
  }
}
