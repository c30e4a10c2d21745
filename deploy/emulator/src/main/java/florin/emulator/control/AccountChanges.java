package florin.emulator.control;

import florin.emulator.bank.Account;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Change;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Phase;
import florin.emulator.bank.Transaction;
import florin.emulator.household.Institution;
import florin.emulator.webhook.Notices;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What happens to accounts at the bank: new ones, closed ones, other ids, stated balances. */
final class AccountChanges {
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

  private final Bank bank;
  private final Notices notices;
  private final Mutations mutations;
  private final InstantSource clock;

  AccountChanges(Bank bank, Notices notices, Mutations mutations, InstantSource clock) {
    this.bank = bank;
    this.notices = notices;
    this.mutations = mutations;
    this.clock = clock;
  }

  /** The bank has it; the client sees nothing of it before the user grants it. */
  ObjectNode offer(Request request, Item item) {
    var body = request.body();
    var account = made(item, body);
    var history = new ArrayList<Change>();
    for (var one : body.path("transactions")) {
      var id = Ids.entity(bank.seed(), "offered", account.accountId(), history.size());
      history.add(new Change(Change.Op.ADDED, mutations.of(one, account, id)));
    }
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.AccountOffered(item.itemId(), account, history));
    if (request.webhook()) {
      entries.addAll(notices.of(item, "ITEM", "NEW_ACCOUNTS_AVAILABLE"));
    }
    bank.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  ObjectNode close(Request request, Item item) {
    var account = account(request, item);
    var removed =
        request.body().path("removeTransactions").asBoolean(true)
            ? removals(item, account)
            : List.<Change>of();
    var entries = new ArrayList<Entry>();
    entries.add(gone(item, account, removed));
    if (request.webhook()) {
      entries.addAll(notices.changed(item, removed));
    }
    bank.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  /** The user withdrew this account alone. Nothing says so but the webhook. */
  ObjectNode revoke(Request request, Item item) {
    var account = account(request, item);
    var removed =
        request.body().path("removeTransactions").asBoolean(false)
            ? removals(item, account)
            : List.<Change>of();
    var entries = new ArrayList<Entry>();
    if (request.webhook()) {
      var named = Map.<String, Object>of("account_id", account.accountId());
      entries.addAll(notices.of(item, "ITEM", "USER_ACCOUNT_REVOKED", named));
    }
    entries.add(gone(item, account, removed));
    bank.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  /** The same account under a new id, because Plaid could not tell that it is the same. */
  ObjectNode churn(Request request, Item item) {
    var account = account(request, item);
    var id = Ids.entity(bank.seed(), "churned", account.accountId(), item.head());
    var changes = removals(item, account);
    changes.addAll(again(item, account, id));
    var entries = new ArrayList<Entry>();
    entries.add(
        new Entry.AccountChurned(
            item.itemId(), account.accountId(), account.as(id), changes, clock.instant()));
    if (request.webhook()) {
      entries.addAll(notices.changed(item, changes));
    }
    bank.commit(entries);
    return Json.object().put("account_id", id);
  }

  /** What is not named stays as it is shown now; null is shown as null. */
  ObjectNode balance(Request request, Item item) {
    var account = account(request, item);
    var body = request.body();
    var shown = account.balances();
    var reported =
        new Account.Reported(
            amount(body, "current", shown.current()),
            amount(body, "available", shown.available()),
            amount(body, "limit", shown.limit()));
    var entries = new ArrayList<Entry>();
    entries.add(
        new Entry.AccountRestated(item.itemId(), account.accountId(), reported, account.fields()));
    if (request.webhook()) {
      entries.addAll(notices.of(item, "TRANSACTIONS", "DEFAULT_UPDATE"));
    }
    bank.commit(entries);
    return Json.object().put("account_id", account.accountId());
  }

  /** Replaces the {@code fields} merged into the account; it goes by no webhook. */
  ObjectNode reword(Request request, Item item) {
    var account = account(request, item);
    bank.commit(
        List.of(
            new Entry.AccountRestated(
                item.itemId(),
                account.accountId(),
                account.reported(),
                Request.fields(request.body()))));
    return Json.object().put("account_id", account.accountId());
  }

  private Account made(Item item, JsonNode body) {
    var subtype = Request.requiredText(body, "subtype");
    var ordinal = item.accounts().size() + item.offers().size() + item.head();
    var id = Ids.entity(bank.seed(), "new account", item.itemId(), ordinal);
    var name = Request.text(body, "name").orElse("New " + subtype);
    var persistent =
        Institution.of(item.origin().institutionId())
            .filter(Institution::persistentIds)
            .map(any -> Ids.persistent(bank.seed(), item.origin(), name))
            .orElse(null);
    return new Account(
        id,
        name,
        name,
        Request.text(body, "type").orElse(TYPES.getOrDefault(subtype, "depository")),
        subtype,
        Request.text(body, "mask").orElse("9999"),
        Request.amount(body, "limit").orElse(null),
        Request.text(body, "currency").orElse("USD"),
        body.path("unofficial").asBoolean(false),
        Request.amount(body, "balance").orElse(BigDecimal.ZERO),
        BigDecimal.ZERO,
        null,
        persistent,
        null,
        Request.fields(body));
  }

  private static Account account(Request request, Item item) {
    if (item.phase() != Phase.HISTORICAL) {
      throw Request.invalid("the Item still receives its history: " + item.itemId());
    }
    var id = request.variable("accountId");
    return item.account(id).orElseThrow(() -> Request.notFound("account " + id));
  }

  private Entry gone(Item item, Account account, List<Change> removed) {
    return new Entry.AccountGone(item.itemId(), account.accountId(), removed, clock.instant());
  }

  private static List<Change> removals(Item item, Account account) {
    var changes = new ArrayList<Change>();
    item.transactionsOf(account.accountId())
        .forEach(one -> changes.add(new Change(Change.Op.REMOVED, one)));
    return changes;
  }

  private List<Change> again(Item item, Account account, String accountId) {
    var before = item.transactionsOf(account.accountId());
    var ids = new HashMap<String, String>();
    for (var one : before) {
      ids.put(one.transactionId(), Ids.entity(bank.seed(), accountId, one.transactionId(), 0));
    }
    return before.stream()
        .map(one -> new Change(Change.Op.ADDED, renamed(one, accountId, ids)))
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
      throw Request.invalid(field + " must be a number or null");
    }
    return value.isNull() ? null : value.decimalValue();
  }
}
