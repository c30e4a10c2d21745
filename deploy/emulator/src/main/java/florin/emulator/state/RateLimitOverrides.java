package florin.emulator.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rate limits that differ from the settings. */
public final class RateLimitOverrides {
  /** Answers per minute; null is any number. */
  public record Limit(@Nullable Integer perItem, @Nullable Integer perClient) {}

  private final Map<String, Limit> limits = new HashMap<>();
  private boolean lifted;

  RateLimitOverrides() {}

  /** Whether those of the settings count no more. */
  public boolean lifted() {
    return lifted;
  }

  public Optional<Limit> of(String endpoint) {
    return Optional.ofNullable(limits.get(endpoint));
  }

  void set(StateEntry.LimitsSet entry) {
    if (entry.endpoint() == null) {
      limits.clear();
      lifted = true;
    } else {
      limits.put(entry.endpoint(), new Limit(entry.perItem(), entry.perClient()));
    }
  }
}
