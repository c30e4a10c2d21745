package florin.transactions.category;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events of a category of the user. */
public sealed interface CategoryEvent {

  UUID id();

  Instant at();

  record Created(UUID id, String name, Optional<UUID> parent, Instant at)
      implements CategoryEvent {}

  record Renamed(UUID id, String name, Instant at) implements CategoryEvent {}

  record Moved(UUID id, Optional<UUID> parent, Instant at) implements CategoryEvent {}

  record Merged(UUID id, UUID into, Instant at) implements CategoryEvent {}

  record Unmerged(UUID id, Instant at) implements CategoryEvent {}

  record Archived(UUID id, Instant at) implements CategoryEvent {}

  record Unarchived(UUID id, Instant at) implements CategoryEvent {}
}
