package florin.emulator.item;

import florin.emulator.data.HistoryPhase;
import florin.emulator.data.TransactionChange;
import florin.emulator.household.Household;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.state.TaskSchedule;
import florin.emulator.webhook.WebhookNotices;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Brings an Item its history: the last thirty days first, then the rest, each with its notices. */
public final class HistoryReadiness {
  private static final int INITIAL_DAYS = 30;

  private final EmulatorState emulatorState;
  private final ItemHistory itemHistory;
  private final TaskSchedule taskSchedule;
  private final InstantSource clock;
  private final WebhookNotices webhookNotices;
  private final Duration initialDelay;
  private final Duration historicalDelay;

  public HistoryReadiness(
      EmulatorState emulatorState,
      Household household,
      TaskSchedule taskSchedule,
      WebhookNotices webhookNotices,
      Duration initialDelay,
      Duration historicalDelay) {
    this.emulatorState = emulatorState;
    this.itemHistory = new ItemHistory(emulatorState, household);
    this.taskSchedule = taskSchedule;
    this.clock = emulatorState.clock();
    this.webhookNotices = webhookNotices;
    this.initialDelay = initialDelay;
    this.historicalDelay = historicalDelay;
  }

  /** Resumes histories that a stop interrupted; from now on every new Item gets its history. */
  public void start() {
    emulatorState.items().stream().map(Item::itemId).toList().forEach(this::await);
    emulatorState.onCommit(
        stateEntry -> {
          if (stateEntry instanceof StateEntry.ItemMade made) {
            await(made.itemId());
          }
        });
  }

  /** Both delays count from the exchange; due ones run at once. */
  private void await(String itemId) {
    var item = emulatorState.item(itemId).orElseThrow();
    if (!item.isActive()) {
      return;
    }
    switch (item.phase()) {
      case NOT_READY -> at(item, initialDelay, () -> reach(itemId, HistoryPhase.INITIAL));
      case INITIAL -> at(item, historicalDelay, () -> reach(itemId, HistoryPhase.HISTORICAL));
      case HISTORICAL -> {}
    }
  }

  private void at(Item item, Duration delay, Runnable step) {
    var due = item.createdAt().plus(delay);
    if (due.isAfter(clock.instant())) {
      taskSchedule.at(due, step);
    } else {
      step.run();
    }
  }

  private void reach(String itemId, HistoryPhase historyPhase) {
    var item = emulatorState.item(itemId).orElseThrow();
    if (!item.isActive()) {
      return;
    }
    var changes = arriving(item, historyPhase);
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.PhaseReached(itemId, historyPhase, changes, clock.instant()));
    entries.addAll(webhookNotices.historyArrives(item, historyPhase, changes.size()));
    entries.addAll(investmentsArrive(item, historyPhase));
    emulatorState.commit(entries);
    await(itemId);
  }

  private List<StateEntry> investmentsArrive(Item item, HistoryPhase historyPhase) {
    if (!item.origin().products().contains("investments")) {
      return List.of();
    }
    return historyPhase == HistoryPhase.INITIAL
        ? webhookNotices.of(item, "HOLDINGS", "DEFAULT_UPDATE")
        : webhookNotices.of(item, "INVESTMENTS_TRANSACTIONS", "HISTORICAL_UPDATE");
  }

  private List<TransactionChange> arriving(Item item, HistoryPhase historyPhase) {
    var origin = item.origin();
    var recent = emulatorState.anchor().minusDays(Math.min(INITIAL_DAYS, origin.days()) - 1L);
    return historyPhase == HistoryPhase.INITIAL
        ? itemHistory.between(item, recent, LocalDate.MAX)
        : itemHistory.between(
            item, emulatorState.anchor().minusDays(origin.days() - 1L), recent.minusDays(1));
  }
}
