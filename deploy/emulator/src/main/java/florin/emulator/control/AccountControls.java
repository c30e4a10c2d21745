package florin.emulator.control;

import florin.emulator.data.Account;
import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionChange;
import florin.emulator.household.value.Institution;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes of accounts at the bank: new ones, closed ones, other ids, stated balances. */
final class AccountControls {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("credit card", "credit"),
          Map.entry("auto", "loan"),
          Map.entry("mortgage", "loan"),
          Map.entry("student", "loan"),
          Map.entry("line of credit", "loan"),
          Map.entry("401k", "investment"),
          Map.entry("brokerage", "investment"),
          Map.entry("ira", "investment"),
          Map.entry("roth", "investment"));

  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;
  private final TransactionControls transactionControls;
  private final InstantSource clock;

  AccountControls(
      EmulatorState emulatorState,
      WebhookNotices webhookNotices,
      TransactionControls transactionControls,
      InstantSource clock) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
    this.transactionControls = transactionControls;
    this.clock = clock;
  }

  /** The bank has it; the client sees nothing of it before the user grants it. */
  ObjectNode offer(ControlRequest controlRequest, Item item) {
    var body = controlRequest.body();
    var account = made(item, body);
    var history = new ArrayList<TransactionChange>();
    for (var one : body.path("transactions")) {
      var id = Ids.entity(emulatorState.seed(), "offered", account.accountId(), history.size());
      history.add(
          new TransactionChange(
              TransactionChange.Op.ADDED, transactionControls.of(one, account, id)));
    }
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.AccountOffered(item.itemId(), account, history));
    if (controlRequest.webhook()) {
      entries.addAll(webhookNotices.of(item, "ITEM", "NEW_ACCOUNTS_AVAILABLE"));
    }
    emulatorState.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  ObjectNode close(ControlRequest controlRequest, Item item) {
    var account = account(controlRequest, item);
    var removed =
        controlRequest.body().path("removeTransactions").asBoolean(true)
            ? removals(item, account)
            : List.<TransactionChange>of();
    var entries = new ArrayList<StateEntry>();
    entries.add(gone(item, account, removed));
    if (controlRequest.webhook()) {
      entries.addAll(webhookNotices.changed(item, removed));
    }
    emulatorState.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  /** The user withdrew this account alone. Only the webhook reports it. */
  ObjectNode revoke(ControlRequest controlRequest, Item item) {
    var account = account(controlRequest, item);
    var removed =
        controlRequest.body().path("removeTransactions").asBoolean(false)
            ? removals(item, account)
            : List.<TransactionChange>of();
    var entries = new ArrayList<StateEntry>();
    if (controlRequest.webhook()) {
      var named = Map.<String, Object>of("account_id", account.accountId());
      entries.addAll(webhookNotices.of(item, "ITEM", "USER_ACCOUNT_REVOKED", named));
    }
    entries.add(gone(item, account, removed));
    emulatorState.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  /** The same account under a new id, because Plaid could not reconcile it. */
  ObjectNode churn(ControlRequest controlRequest, Item item) {
    var account = account(controlRequest, item);
    var id = Ids.entity(emulatorState.seed(), "churned", account.accountId(), item.head());
    var changes = removals(item, account);
    changes.addAll(again(item, account, id));
    var entries = new ArrayList<StateEntry>();
    entries.add(
        new StateEntry.AccountChurned(
            item.itemId(), account.accountId(), account.as(id), changes, clock.instant()));
    if (controlRequest.webhook()) {
      entries.addAll(webhookNotices.changed(item, changes));
    }
    emulatorState.commit(entries);
    return Json.object().put("account_id", id);
  }

  /** Fields that are not named keep their present value; null is shown as null. */
  ObjectNode balance(ControlRequest controlRequest, Item item) {
    var account = account(controlRequest, item);
    var body = controlRequest.body();
    var shown = account.balances();
    var reported =
        new Account.Reported(
            amount(body, "current", shown.current()),
            amount(body, "available", shown.available()),
            amount(body, "limit", shown.limit()));
    var entries = new ArrayList<StateEntry>();
    entries.add(
        new StateEntry.AccountRestated(
            item.itemId(), account.accountId(), reported, account.fields()));
    if (controlRequest.webhook()) {
      entries.addAll(webhookNotices.of(item, "TRANSACTIONS", "DEFAULT_UPDATE"));
    }
    emulatorState.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  /** Replaces the {@code fields} merged into the account; it goes by no webhook. */
  ObjectNode reword(ControlRequest controlRequest, Item item) {
    var account = account(controlRequest, item);
    emulatorState.commit(
        List.of(
            new StateEntry.AccountRestated(
                item.itemId(),
                account.accountId(),
                account.reported(),
                ControlRequest.fields(controlRequest.body()))));
    return Json.object().put("account_id", account.accountId());
  }

  private Account made(Item item, JsonNode body) {
    var subtype = ControlRequest.requiredText(body, "subtype");
    var ordinal = item.accounts().size() + item.offers().size() + item.head();
    var id = Ids.entity(emulatorState.seed(), "new account", item.itemId(), ordinal);
    var name = ControlRequest.text(body, "name").orElse("New " + subtype);
    var persistent =
        Institution.of(item.origin().institutionId())
            .filter(Institution::persistentIds)
            .map(any -> Ids.persistent(emulatorState.seed(), item.origin(), name))
            .orElse(null);
    return new Account(
        id,
        name,
        name,
        ControlRequest.text(body, "type").orElse(TYPES.getOrDefault(subtype, "depository")),
        subtype,
        ControlRequest.text(body, "mask").orElse("9999"),
        ControlRequest.amount(body, "limit").orElse(null),
        ControlRequest.text(body, "currency").orElse("USD"),
        body.path("unofficial").asBoolean(false),
        ControlRequest.amount(body, "balance").orElse(BigDecimal.ZERO),
        BigDecimal.ZERO,
        null,
        persistent,
        null,
        ControlRequest.fields(body));
  }

  private static Account account(ControlRequest controlRequest, Item item) {
    if (item.phase() != HistoryPhase.HISTORICAL) {
      throw ControlRequest.invalid("the Item still receives its history: " + item.itemId());
    }
    var id = controlRequest.variable("accountId");
    return item.account(id).orElseThrow(() -> ControlRequest.notFound("account " + id));
  }

  private StateEntry gone(Item item, Account account, List<TransactionChange> removed) {
    return new StateEntry.AccountGone(item.itemId(), account.accountId(), removed, clock.instant());
  }

  private static List<TransactionChange> removals(Item item, Account account) {
    var changes = new ArrayList<TransactionChange>();
    item.transactionsOf(account.accountId())
        .forEach(one -> changes.add(new TransactionChange(TransactionChange.Op.REMOVED, one)));
    return changes;
  }

  private List<TransactionChange> again(Item item, Account account, String accountId) {
    var before = item.transactionsOf(account.accountId());
    var ids = new HashMap<String, String>();
    for (var one : before) {
      ids.put(
          one.transactionId(), Ids.entity(emulatorState.seed(), accountId, one.transactionId(), 0));
    }
    return before.stream()
        .map(one -> new TransactionChange(TransactionChange.Op.ADDED, renamed(one, accountId, ids)))
        .toList();
  }

  private static Transaction renamed(Transaction one, String accountId, Map<String, String> ids) {
    var ancestor = one.pendingTransactionId();
    return one.as(
        ids.getOrDefault(one.transactionId(), one.transactionId()),
        accountId,
        ancestor == null ? null : ids.getOrDefault(ancestor, ancestor));
  }

  private static @Nullable BigDecimal amount(
      JsonNode body, String field, @Nullable BigDecimal shown) {
    var value = body.path(field);
    if (value.isMissingNode()) {
      return shown;
    }
    if (!value.isNull() && !value.isNumber()) {
      throw ControlRequest.invalid(field + " must be a number or null");
    }
    return value.isNull() ? null : value.decimalValue();
  }
}
