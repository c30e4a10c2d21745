package florin.emulator.bank;

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
  private final List<Entry.AccountOffered> offers = new ArrayList<>();
  private final List<Change> unread = new ArrayList<>();
  private final @Nullable String sibling;
  private final List<Change> changes = new ArrayList<>();
  private final List<Change> news = new ArrayList<>();
  private final Map<String, Transaction> live = new HashMap<>();
  private Portfolio portfolio = Portfolio.empty();
  private @Nullable String webhook;
  private Phase phase = Phase.NOT_READY;
  private Health health = Health.HEALTHY;
  private Instant loginSince;
  private int unreadMade;
  private boolean syncCalled;
  private @Nullable Instant updatedAt;
  private @Nullable Instant webhookAt;
  private String webhookCode = "";

  Item(Entry.ItemMade made, PublicToken origin) {
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

  public Phase phase() {
    return phase;
  }

  public Health health() {
    return health;
  }

  /** When the user last proved to be who they are. */
  public Instant loginSince() {
    return loginSince;
  }

  /** Whether its access token is good for anything. */
  public boolean lives() {
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

  /** What the bank has and the user has not granted. */
  public List<Entry.AccountOffered> offers() {
    return Collections.unmodifiableList(offers);
  }

  /** What Plaid will see when it next looks at the bank. */
  public List<Change> unread() {
    return List.copyOf(unread);
  }

  /** How much of that there ever was. */
  public int unreadMade() {
    return unreadMade;
  }

  /** An account's transactions, in the order they came. */
  public List<Transaction> transactionsOf(String accountId) {
    var found = new LinkedHashMap<String, Transaction>();
    for (var change : changes) {
      var id = change.transaction().transactionId();
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
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }

  /** The changes that moved a balance after the accounts were opened. */
  List<Change> news() {
    return Collections.unmodifiableList(news);
  }

  /** The accounts as they were linked, before any news. */
  List<Account> opening() {
    return Collections.unmodifiableList(opening);
  }

  void reached(Entry.PhaseReached entry) {
    phase = entry.phase();
    record(entry.changes(), entry.at());
  }

  void changed(Entry.TransactionsChanged entry) {
    for (var change : entry.changes()) {
      var before = live.get(change.transaction().transactionId());
      if (before != null) {
        move(before, true);
      }
      if (change.op() != Change.Op.REMOVED) {
        move(change.transaction(), false);
      }
      record(List.of(change), entry.at());
    }
    news.addAll(entry.changes());
  }

  void offered(Entry.AccountOffered entry) {
    offers.add(entry);
  }

  void granted(Entry.AccountsGranted entry) {
    for (var offer : offers) {
      opening.add(offer.account());
      accounts.put(offer.account().accountId(), offer.account());
      record(offer.history(), entry.at());
    }
    offers.clear();
  }

  void lost(Entry.AccountGone entry) {
    accounts.remove(entry.accountId());
    opening.removeIf(account -> account.accountId().equals(entry.accountId()));
    record(entry.removed(), entry.at());
  }

  void churned(Entry.AccountChurned entry) {
    portfolio = portfolio.churned(entry.accountId(), entry.account().accountId());
    accounts.remove(entry.accountId());
    accounts.put(entry.account().accountId(), entry.account());
    opening.removeIf(account -> account.accountId().equals(entry.accountId()));
    opening.add(entry.account());
    record(entry.changes(), entry.at());
  }

  void holds(Portfolio now) {
    portfolio = now;
  }

  void restated(Entry.AccountRestated entry) {
    var restate =
        (UnaryOperator<Account>)
            account ->
                account.accountId().equals(entry.accountId())
                    ? account.stating(entry.reported(), entry.fields())
                    : account;
    accounts.replaceAll((id, account) -> restate.apply(account));
    opening.replaceAll(restate);
  }

  void awaits(List<Change> changes) {
    unread.addAll(changes);
    unreadMade += changes.size();
  }

  void read() {
    unread.clear();
  }

  void called() {
    syncCalled = true;
  }

  void notified(@Nullable String url) {
    webhook = url;
  }

  void became(Health now) {
    health = now;
  }

  void repaired(Entry.LoginRepaired entry) {
    health = Health.HEALTHY;
    loginSince = entry.at() == null ? loginSince : entry.at();
  }

  void sent(Delivery delivery) {
    webhookAt = delivery.queuedAt();
    webhookCode = delivery.code();
  }

  private void record(List<Change> batch, Instant at) {
    updatedAt = at;
    for (var change : batch) {
      changes.add(change);
      if (change.op() == Change.Op.REMOVED) {
        live.remove(change.transaction().transactionId());
      } else {
        live.put(change.transaction().transactionId(), change.transaction());
      }
    }
  }

  private void move(Transaction transaction, boolean undo) {
    var details = transaction.details();
    var amount = undo ? details.amount().negate() : details.amount();
    accounts.computeIfPresent(
        transaction.accountId(),
        (id, account) -> account.moved(amount, details.currency(), transaction.pending()));
  }
}
