package florin.emulator.item;

import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.state.TaskSchedule;
import florin.emulator.webhook.WebhookNotices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets logins grow old, as those of Plaid's sandbox do after thirty days. */
public final class LoginExpiry {
  private final EmulatorState emulatorState;
  private final TaskSchedule taskSchedule;
  private final WebhookNotices webhookNotices;
  private final Duration life;

  public LoginExpiry(
      EmulatorState emulatorState,
      TaskSchedule taskSchedule,
      WebhookNotices webhookNotices,
      Duration life) {
    this.emulatorState = emulatorState;
    this.taskSchedule = taskSchedule;
    this.webhookNotices = webhookNotices;
    this.life = life;
  }

  public void start() {
    List.copyOf(emulatorState.items()).forEach(this::watch);
    emulatorState.onCommit(
        stateEntry -> {
          switch (stateEntry) {
            case StateEntry.ItemMade made ->
                emulatorState.item(made.itemId()).ifPresent(this::watch);
            case StateEntry.LoginRepaired done ->
                emulatorState.item(done.itemId()).ifPresent(this::watch);
            default -> {}
          }
        });
  }

  private void watch(Item item) {
    taskSchedule.at(item.loginSince().plus(life), () -> expire(item));
  }

  private void expire(Item item) {
    var due = item.loginSince().plus(life);
    if (item.health() != Item.Health.HEALTHY || due.isAfter(emulatorState.clock().instant())) {
      return;
    }
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.LoginReset(item.itemId()));
    entries.addAll(webhookNotices.of(item, "ITEM", "ERROR"));
    emulatorState.commit(entries);
  }
}
