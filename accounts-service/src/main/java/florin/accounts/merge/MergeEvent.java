package florin.accounts.merge;

import java.time.Instant;
import java.util.UUID;

/** The events of a user's merges. */
sealed interface MergeEvent {

  UUID account();

  record Merged(UUID account, UUID into, Instant at) implements MergeEvent {}

  record Unmerged(UUID account, Instant at) implements MergeEvent {}
}
