package florin.providersync.sync.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as clients see it.
 *
 * @param state {@code waiting}, {@code fetching}, {@code applied} or {@code failed}
 * @param trigger {@code link}, {@code manual}, {@code webhook} or {@code scheduled}
 * @param errorClass of a failed one, such as {@code institution-down} or {@code needs-user}
 */
public record SyncRunResponse(
    UUID id,
    UUID connectionId,
    String state,
    String trigger,
    SyncRunCounts counts,
    SyncRunProgress progress,
    Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String errorClass) {

  /** Transactions. */
  public record SyncRunCounts(int added, int modified, int removed) {}

  /** Progress of the run: pages read, and changes on them, including known ones. */
  public record SyncRunProgress(int pages, int changes) {}
}
