package florin.planning.mirror;

import java.util.Optional;
import java.util.UUID;

/** The events of a user's own category, as far as planning uses them. */
sealed interface CategoryFact {

  UUID user();

  UUID category();

  record Created(UUID user, UUID category, String name) implements CategoryFact {}

  record Renamed(UUID user, UUID category, String name) implements CategoryFact {}

  record Archived(UUID user, UUID category, boolean archived) implements CategoryFact {}

  /**
   * @param into the category that it counts as; empty when it counts for itself again
   */
  record Merged(UUID user, UUID category, Optional<UUID> into) implements CategoryFact {}
}
