package florin.journal.replay;

import florin.journal.rebuild.RebuildState.TableCheck;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the replay of one topic stands.
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

  /** Where a replay is. */
  public enum Phase {
    /** The tables are being made and the owner is being asked. */
    PREPARING,
    /** The owner's journal comes. */
    FILLING,
    /** The live topic comes, from where it was when the replay was asked for. */
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
