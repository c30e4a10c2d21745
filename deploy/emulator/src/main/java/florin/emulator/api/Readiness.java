package florin.emulator.api;

import florin.emulator.bank.Agenda;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Change;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Item;
import florin.emulator.bank.Phase;
import florin.emulator.household.Household;
import florin.emulator.webhook.Notices;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Brings an Item its history: the last thirty days first, then the rest, each with its notices. */
public final class Readiness {
  private static final int INITIAL_DAYS = 30;

  private final Bank bank;
  private final Histories histories;
  private final Agenda agenda;
  private final InstantSource clock;
  private final Notices notices;
  private final Duration initialDelay;
  private final Duration historicalDelay;

  public Readiness(
      Bank bank,
      Household household,
      Agenda agenda,
      Notices notices,
      Duration initialDelay,
      Duration historicalDelay) {
    this.bank = bank;
    this.histories = new Histories(bank, household);
    this.agenda = agenda;
    this.clock = bank.clock();
    this.notices = notices;
    this.initialDelay = initialDelay;
    this.historicalDelay = historicalDelay;
  }

  /** Resumes what a stop interrupted; from now on every new Item gets its history. */
  public void start() {
    bank.items().stream().map(Item::itemId).toList().forEach(this::await);
    bank.onCommit(
        entry -> {
          if (entry instanceof Entry.ItemMade made) {
            await(made.itemId());
          }
        });
  }

  /** Both delays count from the exchange; what is due is done at once. */
  private void await(String itemId) {
    var item = bank.item(itemId).orElseThrow();
    if (!item.lives()) {
      return;
    }
    switch (item.phase()) {
      case NOT_READY -> at(item, initialDelay, () -> reach(itemId, Phase.INITIAL));
      case INITIAL -> at(item, historicalDelay, () -> reach(itemId, Phase.HISTORICAL));
      case HISTORICAL -> {}
    }
  }

  private void at(Item item, Duration delay, Runnable step) {
    var due = item.createdAt().plus(delay);
    if (due.isAfter(clock.instant())) {
      agenda.at(due, step);
    } else {
      step.run();
    }
  }

  private void reach(String itemId, Phase phase) {
    var item = bank.item(itemId).orElseThrow();
    if (!item.lives()) {
      return;
    }
    var changes = arriving(item, phase);
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.PhaseReached(itemId, phase, changes, clock.instant()));
    entries.addAll(notices.historyArrives(item, phase, changes.size()));
    entries.addAll(investmentsArrive(item, phase));
    bank.commit(entries);
    await(itemId);
  }

  private List<Entry> investmentsArrive(Item item, Phase phase) {
    if (!item.origin().products().contains("investments")) {
      return List.of();
    }
    return phase == Phase.INITIAL
        ? notices.of(item, "HOLDINGS", "DEFAULT_UPDATE")
        : notices.of(item, "INVESTMENTS_TRANSACTIONS", "HISTORICAL_UPDATE");
  }

  private List<Change> arriving(Item item, Phase phase) {
    var origin = item.origin();
    var recent = bank.anchor().minusDays(Math.min(INITIAL_DAYS, origin.days()) - 1L);
    return phase == Phase.INITIAL
        ? histories.between(item, recent, LocalDate.MAX)
        : histories.between(item, bank.anchor().minusDays(origin.days() - 1L), recent.minusDays(1));
  }
}
