package florin.emulator.state;

import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Ids;
import florin.emulator.data.PublicToken;
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
public final class EmulatorState implements AutoCloseable {
  private final StateLog log;
  private final EmulatorClock emulatorClock;
  private final RateLimitOverrides limits = new RateLimitOverrides();
  private final WebhookKeys webhookKeys = new WebhookKeys();
  private final WebhookOutbox webhookOutbox = new WebhookOutbox();
  private final PlannedFaults plannedFaults = new PlannedFaults();
  private final Map<String, PublicToken> publicTokens = new HashMap<>();
  private final Map<String, StateEntry.SecondTokenMade> secondTokens = new HashMap<>();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, Item> byAccessToken = new HashMap<>();
  private final Map<String, Item> byLogin = new HashMap<>();
  private final List<Consumer<StateEntry>> listeners = new ArrayList<>();
  private long seed;
  private LocalDate anchor = LocalDate.EPOCH;
  private DeliverySettings deliverySettings = DeliverySettings.USUAL;
  private boolean opened;
  private boolean frozen;
  private boolean orphans;
  private int publicTokensMade;

  private EmulatorState(StateLog log, InstantSource system) {
    this.log = log;
    this.emulatorClock = new EmulatorClock(system);
  }

  /** Seed and anchor count at the first start of a folder; later starts keep what it holds. */
  public static EmulatorState open(
      Optional<Path> folder, long seed, LocalDate anchor, InstantSource system) {
    var emulatorState =
        new EmulatorState(folder.map(StateLog::in).orElseGet(StateLog::inMemory), system);
    emulatorState.log.history().forEach(emulatorState::apply);
    if (!emulatorState.opened) {
      emulatorState.commit(List.of(new StateEntry.Opened(seed, anchor)));
    }
    if (emulatorState.webhookKeys.isEmpty()) {
      var now = emulatorState.emulatorClock.instant();
      emulatorState.commit(List.of(WebhookKeys.fresh(now), WebhookKeys.fresh(now)));
    }
    return emulatorState;
  }

  public long seed() {
    return seed;
  }

  /** Today in the household's time. */
  public LocalDate anchor() {
    return anchor;
  }

  public EmulatorClock clock() {
    return emulatorClock;
  }

  public DeliverySettings knobs() {
    return deliverySettings;
  }

  public SyncPage.Rules pageRules() {
    var today = LocalDate.ofInstant(emulatorClock.instant(), ZoneOffset.UTC).toEpochDay();
    return new SyncPage.Rules(seed, today, frozen, orphans);
  }

  /** The rate limits set by the control plane. */
  public RateLimitOverrides limits() {
    return limits;
  }

  public WebhookKeys keys() {
    return webhookKeys;
  }

  public WebhookOutbox outbox() {
    return webhookOutbox;
  }

  public PlannedFaults faults() {
    return plannedFaults;
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
            .filter(item -> item.phase() == HistoryPhase.HISTORICAL)
        : Optional.empty();
  }

  /** Only a token not yet exchanged. */
  public Optional<PublicToken> publicToken(String value) {
    return Optional.ofNullable(publicTokens.get(value));
  }

  /** A public token, not yet exchanged, of an Item that exists. */
  public Optional<StateEntry.SecondTokenMade> secondToken(String value) {
    return Optional.ofNullable(secondTokens.get(value));
  }

  /** The number of all Items ever made: the ordinal of the next one. */
  public int publicTokensMade() {
    return publicTokensMade;
  }

  /** The value of the next public token. */
  public String nextPublicToken() {
    return publicTokenOf(publicTokensMade);
  }

  /** The value of the public token with this ordinal. */
  public String publicTokenOf(int ordinal) {
    return "public-sandbox-" + Ids.uuid(seed, "public-token", ordinal);
  }

  /** All or nothing: after a crash either every entry of the batch is there or none. */
  public void commit(List<StateEntry> batch) {
    if (batch.isEmpty()) {
      return;
    }
    log.append(new ArrayList<>(batch));
    batch.forEach(this::apply);
    for (var stateEntry : batch) {
      listeners.forEach(listener -> listener.accept(stateEntry));
    }
  }

  /** Is called with every entry committed from now on, after it took effect; may commit in turn. */
  public void onCommit(Consumer<StateEntry> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    log.close();
  }

  private void apply(StateEntry stateEntry) {
    switch (stateEntry) {
      case StateEntry.Opened e -> {
        seed = e.seed();
        anchor = e.anchor();
        opened = true;
      }
      case StateEntry.ClockAdvanced e -> emulatorClock.advanced(e.by());
      case StateEntry.LimitsSet e -> limits.set(e);
      case StateEntry.MutationsSet e -> {
        frozen = e.frozen();
        orphans = e.orphans();
      }
      case StateEntry.KeyMade e -> webhookKeys.made(e);
      case StateEntry.KeyExpired e -> webhookKeys.expired(e);
      case StateEntry.PublicTokenMade e -> {
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
      case StateEntry.ItemMade e -> {
        var origin = publicTokens.remove(e.publicToken());
        if (origin == null) {
          throw new IllegalStateException("public token not known (item: " + e.itemId() + ")");
        }
        var item = new Item(e, origin);
        items.put(e.itemId(), item);
        byLogin.put(origin.login(), item);
        byAccessToken.put(e.accessToken(), item);
      }
      case StateEntry.SecondTokenMade e -> {
        publicTokensMade++;
        secondTokens.put(e.publicToken(), e);
      }
      case StateEntry.SecondTokenUsed e -> secondTokens.remove(e.publicToken());
      case StateEntry.PhaseReached e -> known(e.itemId()).reached(e);
      case StateEntry.TransactionsChanged e -> known(e.itemId()).changed(e);
      case StateEntry.UnreadMade e -> known(e.itemId()).addUnread(e.changes());
      case StateEntry.UnreadRead e -> known(e.itemId()).read();
      case StateEntry.SyncCalled e -> known(e.itemId()).onSyncCalled();
      case StateEntry.TokenRotated e -> {
        var item = known(e.itemId());
        byAccessToken.values().remove(item);
        byAccessToken.put(e.accessToken(), item);
      }
      case StateEntry.WebhookSet e -> known(e.itemId()).notified(e.url());
      case StateEntry.LoginReset e -> known(e.itemId()).setHealth(Item.Health.LOGIN_REQUIRED);
      case StateEntry.LoginRepaired e -> known(e.itemId()).repaired(e);
      case StateEntry.ItemRemoved e -> known(e.itemId()).setHealth(Item.Health.REMOVED);
      case StateEntry.ItemRevoked e ->
          known(e.itemId()).setHealth(e.gone() ? Item.Health.GONE : Item.Health.REVOKED);
      case StateEntry.AccountOffered e -> known(e.itemId()).offered(e);
      case StateEntry.AccountsGranted e -> known(e.itemId()).granted(e);
      case StateEntry.AccountGone e -> known(e.itemId()).removeAccount(e);
      case StateEntry.AccountChurned e -> known(e.itemId()).churned(e);
      case StateEntry.AccountRestated e -> known(e.itemId()).restated(e);
      case StateEntry.PortfolioSet e -> known(e.itemId()).setPortfolio(e.portfolio());
      case StateEntry.FaultPlanned e -> plannedFaults.planned(e.fault());
      case StateEntry.FaultSpent e -> plannedFaults.spent(e.faultId());
      case StateEntry.FaultPassed e -> plannedFaults.passed(e.faultId());
      case StateEntry.FaultsCleared e -> plannedFaults.cleared();
      case StateEntry.WebhookQueued e -> {
        webhookOutbox.queued(e.delivery());
        e.delivery()
            .ofItem()
            .map(this::known)
            .ifPresent(item -> item.onWebhookQueued(e.delivery()));
      }
      case StateEntry.WebhookAttempted e -> webhookOutbox.attempted(e);
      case StateEntry.WebhookGivenUp e -> webhookOutbox.givenUp(e.deliveryId());
      case StateEntry.DeliverySet e -> deliverySettings = e.knobs();
    }
  }

  private Item known(String itemId) {
    return item(itemId).orElseThrow(() -> new IllegalStateException("item: " + itemId));
  }
}
