package florin.journal.inbox;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which history of the owner's journal a partition has been read of.
 *
 * @param eventId the last event applied, if it is known
 * @param incarnation the history it belongs to, if it is known
 * @param former the histories before it
 * @param diverged whether the owner's journal is not the one that was applied
 * @param mirror whether the effects can be filled again from the owner's journal
 * @param fixed whether records of every other history are passed over
 */
public record AppliedHistory(
    @Nullable UUID eventId,
    @Nullable UUID incarnation,
    Set<UUID> former,
    boolean diverged,
    boolean mirror,
    boolean fixed) {

  /** No history is known yet. */
  public static final AppliedHistory UNKNOWN =
      new AppliedHistory(null, null, Set.of(), false, false, false);

  /** Only one history, as a replay brings it; empty for an owner that sends none. */
  public static AppliedHistory only(@Nullable UUID incarnation) {
    return new AppliedHistory(null, incarnation, Set.of(), false, true, incarnation != null);
  }

  AppliedHistory at(
      @Nullable UUID last, @Nullable UUID present, Set<UUID> histories, boolean differs) {
    return new AppliedHistory(last, present, Set.copyOf(histories), differs, mirror, fixed);
  }

  AppliedHistory ofMirror() {
    return new AppliedHistory(eventId, incarnation, former, diverged, true, fixed);
  }
}
