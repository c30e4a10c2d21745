package florin.emulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The webhooks ever queued, with the HTTP status of each attempt (0: no answer). */
public final class WebhookOutbox {
  /** The first try and six more: after 30 s, 2.5 min, 10.5 min, 42.5 min, 2.8 h and 11.4 h. */
  public static final int ATTEMPTS = 7;

  private static final Duration MEMORY = Duration.ofHours(24);
  private static final int FEW = 20;

  public record OutboxEntry(
      QueuedWebhook delivery,
      List<Integer> statuses,
      @Nullable Instant firstTried,
      boolean givenUp) {
    public boolean delivered() {
      return statuses.contains(200);
    }

    public boolean open() {
      return !delivered() && !givenUp && statuses.size() < ATTEMPTS;
    }

    private OutboxEntry attempted(int status, Instant at) {
      var all = new ArrayList<>(statuses);
      all.add(status);
      return new OutboxEntry(
          delivery, List.copyOf(all), firstTried == null ? at : firstTried, givenUp);
    }
  }

  private record DeliveryAttempt(Instant at, boolean refused) {}

  /** Recent responses of an address. */
  private static final class Recent {
    private final Deque<DeliveryAttempt> answers = new ArrayDeque<>();
    private int refused;

    void add(DeliveryAttempt deliveryAttempt) {
      answers.addLast(deliveryAttempt);
      refused += deliveryAttempt.refused() ? 1 : 0;
    }

    boolean refusesMost(Instant now) {
      while (!answers.isEmpty() && answers.getFirst().at().isBefore(now.minus(MEMORY))) {
        refused -= answers.removeFirst().refused() ? 1 : 0;
      }
      return answers.size() >= FEW && refused * 10L > answers.size() * 9L;
    }
  }

  private final Map<String, OutboxEntry> all = new LinkedHashMap<>();
  private final Map<String, Recent> recent = new HashMap<>();

  WebhookOutbox() {}

  public Collection<OutboxEntry> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  public Optional<OutboxEntry> find(String deliveryId) {
    return Optional.ofNullable(all.get(deliveryId));
  }

  public List<OutboxEntry> open() {
    return all.values().stream().filter(OutboxEntry::open).toList();
  }

  /**
   * Whether an address refused more than nine of ten in the last 24 hours: then nothing is tried
   * again (Plaid documentation, "Webhooks").
   */
  public boolean refuses(String url, Instant now) {
    var answers = recent.get(url);
    return answers != null && answers.refusesMost(now);
  }

  void queued(QueuedWebhook queuedWebhook) {
    all.put(queuedWebhook.deliveryId(), new OutboxEntry(queuedWebhook, List.of(), null, false));
  }

  void attempted(StateEntry.WebhookAttempted entry) {
    var outboxEntry = all.get(entry.deliveryId());
    if (outboxEntry != null) {
      all.put(entry.deliveryId(), outboxEntry.attempted(entry.status(), entry.at()));
      recent
          .computeIfAbsent(outboxEntry.delivery().url(), any -> new Recent())
          .add(new DeliveryAttempt(entry.at(), entry.status() != 200));
    }
  }

  void givenUp(String deliveryId) {
    all.computeIfPresent(
        deliveryId,
        (id, outboxEntry) ->
            new OutboxEntry(
                outboxEntry.delivery(), outboxEntry.statuses(), outboxEntry.firstTried(), true));
  }
}
