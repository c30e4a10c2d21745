package florin.journal.replay;

import florin.journal.rebuild.RebuildState.TableCheck;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of the replay of one topic.
 *
 * @param phase see {@link Phase}
 * @param tables what the new tables were against the ones they replaced, at the same place
 * @param failure what went wrong, if something did
 */
public record MirrorState(
    String topic,
    UUID replayId,
    Phase phase,
    Instant askedAt,
    @Nullable Instant endedAt,
    List<TableCheck> tables,
    @Nullable String failure) {

  /** The phase of a replay. */
  public enum Phase {
    /** The tables are created and the replay is requested from the owner. */
    PREPARING,
    /** The owner's journal comes. */
    FILLING,
    /** The records of the live topic are applied, from its offsets at the request on. */
    FOLLOWING,
    DONE,
    FAILED;

    boolean running() {
      return switch (this) {
        case PREPARING, FILLING, FOLLOWING -> true;
        case DONE, FAILED -> false;
      };
    }
  }
}
