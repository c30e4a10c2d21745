package florin.emulator.bank;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The emulator's whole memory. Not thread-safe: one thread owns it. State changes only through
 * {@link #commit}, which returns once the entries are on the disk.
 */
public final class Bank implements AutoCloseable {
  private final EntryLog log;
  private final Clock clock;
  private final Overrides limits = new Overrides();
  private final Keys keys = new Keys();
  private final Outbox outbox = new Outbox();
  private final Faults faults = new Faults();
  private final Map<String, PublicToken> publicTokens = new HashMap<>();
  private final Map<String, Entry.SecondTokenMade> secondTokens = new HashMap<>();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Item> byAccessToken = new HashMap<>();
  private final Map<String, Item> byLogin = new HashMap<>();
  private final List<Consumer<Entry>> listeners = new ArrayList<>();
  private long seed;
  private LocalDate anchor = LocalDate.EPOCH;
  private Knobs knobs = Knobs.USUAL;
  private boolean opened;
  private boolean frozen;
  private boolean orphans;
  private int publicTokensMade;

  private Bank(EntryLog log, InstantSource system) {
    this.log = log;
    this.clock = new Clock(system);
  }

  /** Seed and anchor count at the first start of a folder; later starts keep what it holds. */
  public static Bank open(
      Optional<Path> folder, long seed, LocalDate anchor, InstantSource system) {
    var bank = new Bank(folder.map(EntryLog::in).orElseGet(EntryLog::inMemory), system);
    bank.log.history().forEach(bank::apply);
    if (!bank.opened) {
      bank.commit(List.of(new Entry.Opened(seed, anchor)));
    }
    if (bank.keys.isEmpty()) {
      var now = bank.clock.instant();
      bank.commit(List.of(Keys.fresh(now), Keys.fresh(now)));
    }
    return bank;
  }

  public long seed() {
    return seed;
  }

  /** Today, as the household knows it. */
  public LocalDate anchor() {
    return anchor;
  }

  public Clock clock() {
    return clock;
  }

  public Knobs knobs() {
    return knobs;
  }

  public SyncPage.Rules pageRules() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toEpochDay();
    return new SyncPage.Rules(seed, today, frozen, orphans);
  }

  /** What the control plane says about rate limits. */
  public Overrides limits() {
    return limits;
  }

  public Keys keys() {
    return keys;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Faults faults() {
    return faults;
  }

  public Collection<Item> items() {
    return Collections.unmodifiableCollection(items.values());
  }

  public Optional<Item> item(String itemId) {
    return Optional.ofNullable(items.get(itemId));
  }

  public Optional<Item> itemOf(String accessToken) {
    return Optional.ofNullable(byAccessToken.get(accessToken));
  }

  public String accessTokenOf(Item item) {
    return byAccessToken.entrySet().stream()
        .filter(entry -> entry.getValue() == item)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The Item by which a login was linked before and got all its history, removed or not. */
  public Optional<Item> lastOf(PublicToken login) {
    return login.personal()
        ? Optional.ofNullable(byLogin.get(login.login()))
            .filter(item -> item.phase() == Phase.HISTORICAL)
        : Optional.empty();
  }

  /** Only a token not yet exchanged. */
  public Optional<PublicToken> publicToken(String value) {
    return Optional.ofNullable(publicTokens.get(value));
  }

  /** A public token, not yet exchanged, of an Item that exists. */
  public Optional<Entry.SecondTokenMade> secondToken(String value) {
    return Optional.ofNullable(secondTokens.get(value));
  }

  /** How many were ever made: the ordinal of the next one. */
  public int publicTokensMade() {
    return publicTokensMade;
  }

  /** All or nothing: after a crash either every entry of the batch is there or none. */
  public void commit(List<Entry> batch) {
    if (batch.isEmpty()) {
      return;
    }
    log.append(new ArrayList<>(batch));
    batch.forEach(this::apply);
    for (var entry : batch) {
      listeners.forEach(listener -> listener.accept(entry));
    }
  }

  /** Told of every entry committed from now on, after it took effect; may commit in turn. */
  public void onCommit(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    log.close();
  }

  private void apply(Entry entry) {
    switch (entry) {
      case Entry.Opened e -> {
        seed = e.seed();
        anchor = e.anchor();
        opened = true;
      }
      case Entry.ClockAdvanced e -> clock.advanced(e.by());
      case Entry.LimitsSet e -> limits.set(e);
      case Entry.MutationsSet e -> {
        frozen = e.frozen();
        orphans = e.orphans();
      }
      case Entry.KeyMade e -> keys.made(e);
      case Entry.KeyExpired e -> keys.expired(e);
      case Entry.PublicTokenMade e -> {
        publicTokensMade++;
        publicTokens.put(
            e.publicToken(),
            new PublicToken(
                e.publicToken(),
                e.institutionId(),
                e.products(),
                e.webhook(),
                e.username(),
                e.days(),
                e.movements(),
                e.at()));
      }
      case Entry.ItemMade e -> {
        var origin = publicTokens.remove(e.publicToken());
        if (origin == null) {
          throw new IllegalStateException("public token not known (item: " + e.itemId() + ")");
        }
        var item = new Item(e, origin);
        items.put(e.itemId(), item);
        byLogin.put(origin.login(), item);
        byAccessToken.put(e.accessToken(), item);
      }
      case Entry.SecondTokenMade e -> {
        publicTokensMade++;
        secondTokens.put(e.publicToken(), e);
      }
      case Entry.SecondTokenUsed e -> secondTokens.remove(e.publicToken());
      case Entry.PhaseReached e -> known(e.itemId()).reached(e);
      case Entry.TransactionsChanged e -> known(e.itemId()).changed(e);
      case Entry.UnreadMade e -> known(e.itemId()).awaits(e.changes());
      case Entry.UnreadRead e -> known(e.itemId()).read();
      case Entry.SyncCalled e -> known(e.itemId()).called();
      case Entry.TokenRotated e -> {
        var item = known(e.itemId());
        byAccessToken.values().remove(item);
        byAccessToken.put(e.accessToken(), item);
      }
      case Entry.WebhookSet e -> known(e.itemId()).notified(e.url());
      case Entry.LoginReset e -> known(e.itemId()).became(Item.Health.LOGIN_REQUIRED);
      case Entry.LoginRepaired e -> known(e.itemId()).repaired(e);
      case Entry.ItemRemoved e -> known(e.itemId()).became(Item.Health.REMOVED);
      case Entry.ItemRevoked e ->
          known(e.itemId()).became(e.gone() ? Item.Health.GONE : Item.Health.REVOKED);
      case Entry.AccountOffered e -> known(e.itemId()).offered(e);
      case Entry.AccountsGranted e -> known(e.itemId()).granted(e);
      case Entry.AccountGone e -> known(e.itemId()).lost(e);
      case Entry.AccountChurned e -> known(e.itemId()).churned(e);
      case Entry.AccountRestated e -> known(e.itemId()).restated(e);
      case Entry.PortfolioSet e -> known(e.itemId()).holds(e.portfolio());
      case Entry.FaultPlanned e -> faults.planned(e.fault());
      case Entry.FaultSpent e -> faults.spent(e.faultId());
      case Entry.FaultPassed e -> faults.passed(e.faultId());
      case Entry.FaultsCleared e -> faults.cleared();
      case Entry.WebhookQueued e -> {
        outbox.queued(e.delivery());
        known(e.delivery().itemId()).sent(e.delivery());
      }
      case Entry.WebhookAttempted e -> outbox.attempted(e);
      case Entry.WebhookGivenUp e -> outbox.givenUp(e.deliveryId());
      case Entry.DeliverySet e -> knobs = e.knobs();
    }
  }

  private Item known(String itemId) {
    return item(itemId).orElseThrow(() -> new IllegalStateException("item: " + itemId));
  }
}
