package florin.emulator.api;

import florin.emulator.bank.Agenda;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Item;
import florin.emulator.webhook.Notices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets logins grow old, as those of Plaid's sandbox do after thirty days. */
public final class Logins {
  private final Bank bank;
  private final Agenda agenda;
  private final Notices notices;
  private final Duration life;

  public Logins(Bank bank, Agenda agenda, Notices notices, Duration life) {
    this.bank = bank;
    this.agenda = agenda;
    this.notices = notices;
    this.life = life;
  }

  public void start() {
    List.copyOf(bank.items()).forEach(this::watch);
    bank.onCommit(
        entry -> {
          switch (entry) {
            case Entry.ItemMade made -> bank.item(made.itemId()).ifPresent(this::watch);
            case Entry.LoginRepaired done -> bank.item(done.itemId()).ifPresent(this::watch);
            default -> {}
          }
        });
  }

  private void watch(Item item) {
    agenda.at(item.loginSince().plus(life), () -> expire(item));
  }

  private void expire(Item item) {
    var due = item.loginSince().plus(life);
    if (item.health() != Item.Health.HEALTHY || due.isAfter(bank.clock().instant())) {
      return;
    }
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.LoginReset(item.itemId()));
    entries.addAll(notices.of(item, "ITEM", "ERROR"));
    bank.commit(entries);
  }
}
