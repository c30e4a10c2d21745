package florin.journal.rebuild;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a rebuild.
 *
 * @param phase see {@link Phase}
 * @param position the last journal position in the new views
 * @param head the last position of the journal
 * @param tables what the comparison found, empty before it
 * @param failure what went wrong, if something did
 */
public record RebuildState(
    Phase phase,
    long position,
    long head,
    boolean acceptDifferences,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    List<TableCheck> tables,
    @Nullable String failure) {

  /**
   * The phase of a rebuild; {@code DIFFERS} waits for an operator, and the old views are in use.
   */
  public enum Phase {
    IDLE,
    PREPARING,
    REPLAYING,
    COMPARING,
    DIFFERS,
    DONE,
    FAILED;

    boolean running() {
      return switch (this) {
        case PREPARING, REPLAYING, COMPARING -> true;
        case IDLE, DIFFERS, DONE, FAILED -> false;
      };
    }
  }

  /**
   * One table on both sides, at the same position.
   *
   * @param rows in use
   * @param rebuilt rows of the new one
   * @param equal whether every row is the same, column for column
   */
  public record TableCheck(String table, long rows, long rebuilt, boolean equal) {}
}
