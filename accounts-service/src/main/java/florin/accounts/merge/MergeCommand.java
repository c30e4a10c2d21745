package florin.accounts.merge;

import java.time.Instant;
import java.util.UUID;

/** The commands of a user's merges. */
sealed interface MergeCommand {

  record Merge(UUID account, UUID into, Instant at) implements MergeCommand {}

  record Unmerge(UUID account, Instant at) implements MergeCommand {}
}
