package florin.transactions.category;

import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The way back for a category: a new one that is taken back is archived, so an archived one has no
 * facet but the category that it was merged into.
 */
final class CategoryUndo {

  private static final String OFFERED = "offered";
  private static final String NAME = "name";
  private static final String PARENT = "parent";
  private static final String MERGED = "mergedInto";

  private CategoryUndo() {}

  static Map<String, Object> of(UserCategory state) {
    Map<String, Object> facets = new LinkedHashMap<>();
    if (state instanceof UserCategory.Present p) {
      if (!p.archived()) {
        facets.put(OFFERED, true);
        facets.put(NAME, p.name());
        p.parent().ifPresent(parent -> facets.put(PARENT, parent));
      }
      p.mergedInto().ifPresent(into -> facets.put(MERGED, into));
    }
    return facets;
  }

  static List<CategoryCommand> restoring(
      StreamId stream, UserCategory now, Map<String, Optional<Object>> wanted, Instant at) {
    UUID id = stream.id();
    Optional<Object> offered = wanted.get(OFFERED);
    if (offered != null && offered.isEmpty()) {
      return List.of(new CategoryCommand.Archive(id, at));
    }
    List<CategoryCommand> commands = new ArrayList<>();
    if (offered != null) {
      commands.add(new CategoryCommand.Unarchive(id, at));
    }
    Optional<Object> name = wanted.get(NAME);
    if (name != null && name.isPresent()) {
      commands.add(new CategoryCommand.Rename(id, (String) name.get(), at));
    }
    Optional<Object> parent = wanted.get(PARENT);
    if (parent != null) {
      commands.add(new CategoryCommand.Move(id, parent.map(UUID.class::cast), at));
    }
    Optional<Object> merged = wanted.get(MERGED);
    if (merged != null) {
      commands.add(
          merged.isPresent()
              ? new CategoryCommand.Merge(id, (UUID) merged.get(), at)
              : new CategoryCommand.Unmerge(id, at));
    }
    return commands;
  }
}
