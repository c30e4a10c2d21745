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
import org.jspecify.annotations.Nullable;

/** One linked login. Its change log only grows; everything else is the fold of entries so far. */
public final class Item {
  public enum Health {
    HEALTHY,
    LOGIN_REQUIRED,
    REMOVED
  }

  private final String itemId;
  private final PublicToken origin;
  private final Instant createdAt;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final List<Account> opening;
  private final List<Change> changes = new ArrayList<>();
  private final List<Change> news = new ArrayList<>();
  private final Map<String, Transaction> live = new HashMap<>();
  private @Nullable String webhook;
  private Phase phase = Phase.NOT_READY;
  private Health health = Health.HEALTHY;
  private boolean syncCalled;
  private @Nullable Instant updatedAt;
  private @Nullable Instant webhookAt;
  private String webhookCode = "";

  Item(Entry.ItemMade made, PublicToken origin) {
    this.itemId = made.itemId();
    this.origin = origin;
    this.createdAt = made.at();
    this.webhook = origin.webhook();
    this.opening = made.accounts();
    opening.forEach(account -> accounts.put(account.accountId(), account));
  }

  public String itemId() {
    return itemId;
  }

  public PublicToken origin() {
    return origin;
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

  public Optional<Transaction> transaction(String transactionId) {
    return Optional.ofNullable(live.get(transactionId));
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
    return opening;
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

  void called() {
    syncCalled = true;
  }

  void notified(@Nullable String url) {
    webhook = url;
  }

  void became(Health now) {
    health = now;
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
