package florin.journal.inbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of one inbox.
 *
 * @param gap what is missing, empty if nothing is
 * @param diverged since when nothing is applied because the owner's database was restored to an
 *     earlier point, empty if it was not
 * @param stopped why a partition is not read on, empty if all are
 * @param parked events waiting for an operator
 * @param skipped events of types that this build does not have
 * @param lag records in the topic behind the last one polled here
 */
public record InboxState(
    String topic,
    Optional<Gap> gap,
    Optional<Instant> diverged,
    Optional<String> stopped,
    long parked,
    long skipped,
    long lag) {

  /**
   * An event that never came.
   *
   * @param since when that was noticed
   * @param after the position of the owner's journal to which its relay is to be rewound
   */
  public record Gap(Instant since, long after) {}

  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("lag", lag);
    details.put("parked", parked);
    details.put("skipped", skipped);
    gap.ifPresent(
        missing -> {
          details.put("gapSince", missing.since().toString());
          details.put("gapAfter", missing.after());
        });
    diverged.ifPresent(since -> details.put("divergedSince", since.toString()));
    stopped.ifPresent(why -> details.put("stopped", why));
    return details;
  }
}
