package florin.transactions.category;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Commands on a category of the user. */
public sealed interface CategoryCommand {

  record Create(UUID id, String name, Optional<UUID> parent, Instant at)
      implements CategoryCommand {}

  record Rename(UUID id, String name, Instant at) implements CategoryCommand {}

  /** No parent: beside the primary ones. */
  record Move(UUID id, Optional<UUID> parent, Instant at) implements CategoryCommand {}

  record Merge(UUID id, UUID into, Instant at) implements CategoryCommand {}

  record Unmerge(UUID id, Instant at) implements CategoryCommand {}

  record Archive(UUID id, Instant at) implements CategoryCommand {}

  record Unarchive(UUID id, Instant at) implements CategoryCommand {}
}
