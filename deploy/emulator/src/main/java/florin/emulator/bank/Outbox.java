package florin.emulator.bank;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The webhooks ever queued, with the HTTP status of each attempt (0: no answer). */
public final class Outbox {
  /** The first try and six more: after 30 s, 2.5 min, 10.5 min, 42.5 min, 2.8 h and 11.4 h. */
  public static final int ATTEMPTS = 7;

  public record Owed(Delivery delivery, List<Integer> statuses) {
    public boolean delivered() {
      return statuses.contains(200);
    }

    public boolean open() {
      return !delivered() && statuses.size() < ATTEMPTS;
    }

    private Owed attempted(int status) {
      var all = new ArrayList<>(statuses);
      all.add(status);
      return new Owed(delivery, List.copyOf(all));
    }
  }

  private final Map<String, Owed> all = new LinkedHashMap<>();

  Outbox() {}

  public Collection<Owed> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  public Optional<Owed> find(String deliveryId) {
    return Optional.ofNullable(all.get(deliveryId));
  }

  public List<Owed> open() {
    return all.values().stream().filter(Owed::open).toList();
  }

  void queued(Delivery delivery) {
    all.put(delivery.deliveryId(), new Owed(delivery, List.of()));
  }

  void attempted(String deliveryId, int status) {
    all.computeIfPresent(deliveryId, (id, owed) -> owed.attempted(status));
  }
}
