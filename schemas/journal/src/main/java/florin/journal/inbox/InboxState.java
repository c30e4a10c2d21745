package florin.journal.inbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one inbox stands.
 *
 * @param gapSince since when an event is missing, empty if none is
 * @param parked events waiting for an operator
 * @param lag records in the topic behind the last one polled here
 */
public record InboxState(String topic, Optional<Instant> gapSince, long parked, long lag) {

  public Map<String, Object> details() {
    Map<String, Object> details = new HashMap<>();
    details.put("lag", lag);
    details.put("parked", parked);
    gapSince.ifPresent(since -> details.put("gapSince", since.toString()));
    return details;
  }
}
