package florin.emulator.state;

import florin.emulator.data.Account;
import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Portfolio;
import florin.emulator.data.PublicToken;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One linked login. Its change log only grows; everything else is the fold of entries so far. */
public final class Item {
  public enum Health {
    HEALTHY,
    LOGIN_REQUIRED,
    /** By its user; only /item/get still answers. */
    REVOKED,
    /** By its user, without a trace. */
    GONE,
    /** By the client. */
    REMOVED
  }

  private final String itemId;
  private final PublicToken origin;
  private final Instant createdAt;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final List<Account> opening;
  private final List<StateEntry.AccountOffered> offers = new ArrayList<>();
  private final List<TransactionChange> unread = new ArrayList<>();
  private final @Nullable String sibling;
  private final List<TransactionChange> changes = new ArrayList<>();
  private final List<TransactionChange> news = new ArrayList<>();
  private final Map<String, Transaction> live = new HashMap<>();
  private Portfolio portfolio = Portfolio.empty();
  private @Nullable String webhook;
  private HistoryPhase historyPhase = HistoryPhase.NOT_READY;
  private Health health = Health.HEALTHY;
  private Instant loginSince;
  private int unreadMade;
  private boolean syncCalled;
  private @Nullable Instant updatedAt;
  private @Nullable Instant webhookAt;
  private String webhookCode = "";

  Item(StateEntry.ItemMade made, PublicToken origin) {
    this.itemId = made.itemId();
    this.origin = origin;
    this.createdAt = made.at();
    this.loginSince = made.at();
    this.webhook = origin.webhook();
    this.sibling = made.sibling();
    this.opening = new ArrayList<>(made.accounts());
    opening.forEach(account -> accounts.put(account.accountId(), account));
  }

  public String itemId() {
    return itemId;
  }

  public PublicToken origin() {
    return origin;
  }

  /** The Item of the same login from which the history is taken. */
  public Optional<String> sibling() {
    return Optional.ofNullable(sibling);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<String> webhook() {
    return Optional.ofNullable(webhook);
  }

  public HistoryPhase phase() {
    return historyPhase;
  }

  public Health health() {
    return health;
  }

  /** When the user last proved to be who they are. */
  public Instant loginSince() {
    return loginSince;
  }

  /** Whether its access token is good for anything. */
  public boolean isActive() {
    return health == Health.HEALTHY || health == Health.LOGIN_REQUIRED;
  }

  public boolean syncCalled() {
    return syncCalled;
  }

  public Optional<Instant> updatedAt() {
    return Optional.ofNullable(updatedAt);
  }

  public Optional<Instant> webhookAt() {
    return Optional.ofNullable(webhookAt);
  }

  public String webhookCode() {
    return webhookCode;
  }

  public Collection<Account> accounts() {
    return Collections.unmodifiableCollection(accounts.values());
  }

  public Optional<Account> account(String idOrSubtype) {
    return Optional.ofNullable(accounts.get(idOrSubtype))
        .or(
            () ->
                accounts.values().stream()
                    .filter(account -> account.subtype().equals(idOrSubtype))
                    .findFirst());
  }

  /** Accounts and products of the bank that the user has not granted. */
  public List<StateEntry.AccountOffered> offers() {
    return Collections.unmodifiableList(offers);
  }

  /** The state that Plaid finds at its next reading of the bank. */
  public List<TransactionChange> unread() {
    return List.copyOf(unread);
  }

  /** The number of all entries of that kind so far. */
  public int unreadMade() {
    return unreadMade;
  }

  /** An account's transactions, in the order they came. */
  public List<Transaction> transactionsOf(String accountId) {
    var found = new LinkedHashMap<String, Transaction>();
    for (var transactionChange : changes) {
      var id = transactionChange.transaction().transactionId();
      var now = live.get(id);
      if (now != null && now.accountId().equals(accountId)) {
        found.put(id, now);
      }
    }
    return List.copyOf(found.values());
  }

  public Optional<Transaction> transaction(String transactionId) {
    return Optional.ofNullable(live.get(transactionId));
  }

  public Portfolio portfolio() {
    return portfolio;
  }

  /** The number of changes so far, and so the position of the newest one. */
  public int head() {
    return changes.size();
  }

  /** All changes, oldest first; the first one has position 1. */
  public List<TransactionChange> changes() {
    return Collections.unmodifiableList(changes);
  }

  /** The changes that moved a balance after the accounts were opened. */
  public List<TransactionChange> news() {
    return Collections.unmodifiableList(news);
  }

  /** The accounts as they were linked, before any news. */
  public List<Account> opening() {
    return Collections.unmodifiableList(opening);
  }

  void reached(StateEntry.PhaseReached entry) {
    historyPhase = entry.phase();
    record(entry.changes(), entry.at());
  }

  void changed(StateEntry.TransactionsChanged entry) {
    for (var transactionChange : entry.changes()) {
      var before = live.get(transactionChange.transaction().transactionId());
      if (before != null) {
        move(before, true);
      }
      if (transactionChange.op() != TransactionChange.Op.REMOVED) {
        move(transactionChange.transaction(), false);
      }
      record(List.of(transactionChange), entry.at());
    }
    news.addAll(entry.changes());
  }

  void offered(StateEntry.AccountOffered entry) {
    offers.add(entry);
  }

  void granted(StateEntry.AccountsGranted entry) {
    for (var offer : offers) {
      opening.add(offer.account());
      accounts.put(offer.account().accountId(), offer.account());
      record(offer.history(), entry.at());
    }
    offers.clear();
  }

  void removeAccount(StateEntry.AccountGone entry) {
    accounts.remove(entry.accountId());
    opening.removeIf(account -> account.accountId().equals(entry.accountId()));
    record(entry.removed(), entry.at());
  }

  void churned(StateEntry.AccountChurned entry) {
    portfolio = portfolio.churned(entry.accountId(), entry.account().accountId());
    accounts.remove(entry.accountId());
    accounts.put(entry.account().accountId(), entry.account());
    opening.removeIf(account -> account.accountId().equals(entry.accountId()));
    opening.add(entry.account());
    record(entry.changes(), entry.at());
  }

  void setPortfolio(Portfolio now) {
    portfolio = now;
  }

  void restated(StateEntry.AccountRestated entry) {
    var restate =
        (UnaryOperator<Account>)
            account ->
                account.accountId().equals(entry.accountId())
                    ? account.stating(entry.reported(), entry.fields())
                    : account;
    accounts.replaceAll((id, account) -> restate.apply(account));
    opening.replaceAll(restate);
  }

  void addUnread(List<TransactionChange> changes) {
    unread.addAll(changes);
    unreadMade += changes.size();
  }

  void read() {
    unread.clear();
  }

  void onSyncCalled() {
    syncCalled = true;
  }

  void notified(@Nullable String url) {
    webhook = url;
  }

  void setHealth(Health now) {
    health = now;
  }

  void repaired(StateEntry.LoginRepaired entry) {
    health = Health.HEALTHY;
    loginSince = entry.at() == null ? loginSince : entry.at();
  }

  void onWebhookQueued(QueuedWebhook queuedWebhook) {
    webhookAt = queuedWebhook.queuedAt();
    webhookCode = queuedWebhook.code();
  }

  private void record(List<TransactionChange> batch, Instant at) {
    updatedAt = at;
    for (var transactionChange : batch) {
      changes.add(transactionChange);
      if (transactionChange.op() == TransactionChange.Op.REMOVED) {
        live.remove(transactionChange.transaction().transactionId());
      } else {
        live.put(transactionChange.transaction().transactionId(), transactionChange.transaction());
      }
    }
  }

  private void move(Transaction transaction, boolean undo) {
    var transactionDetails = transaction.details();
    var amount = undo ? transactionDetails.amount().negate() : transactionDetails.amount();
    accounts.computeIfPresent(
        transaction.accountId(),
        (id, account) ->
            account.moved(amount, transactionDetails.currency(), transaction.pending()));
  }
}
