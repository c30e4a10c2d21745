package florin.transactions.merchant;

import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The way back for a merchant: a new one that is taken back is archived, so an archived one of the
 * user's making has no facet but the merchant that it was merged into.
 */
final class MerchantUndo {

  private static final String OFFERED = "offered";
  private static final String ARCHIVED = "archived";
  private static final String NAME = "name";
  private static final String MERGED = "mergedInto";

  private MerchantUndo() {}

  static Map<String, Object> of(Merchant m) {
    Map<String, Object> facets = new LinkedHashMap<>();
    boolean added = m.name().isPresent();
    m.mergedInto().ifPresent(into -> facets.put(MERGED, into));
    if (added && m.archived()) {
      return facets;
    }
    if (added) {
      facets.put(OFFERED, true);
    } else if (m.archived()) {
      facets.put(ARCHIVED, true);
    }
    m.ownName().ifPresent(name -> facets.put(NAME, name));
    return facets;
  }

  static List<MerchantCommand> restoring(
      StreamId stream, Merchant now, Map<String, Optional<Object>> wanted, Instant at) {
    UUID id = stream.id();
    Optional<Object> offered = wanted.get(OFFERED);
    if (offered != null && offered.isEmpty()) {
      return List.of(new MerchantCommand.Archive(id, at));
    }
    List<MerchantCommand> commands = new ArrayList<>();
    Optional<Object> archived = wanted.get(ARCHIVED);
    if (archived != null && archived.isPresent()) {
      commands.add(new MerchantCommand.Archive(id, at));
    } else if (archived != null || offered != null) {
      commands.add(new MerchantCommand.Unarchive(id, at));
    }
    Optional<Object> name = wanted.get(NAME);
    if (name != null) {
      commands.add(new MerchantCommand.Rename(id, name.map(String.class::cast), at));
    }
    Optional<Object> merged = wanted.get(MERGED);
    if (merged != null) {
      commands.add(
          merged.isPresent()
              ? new MerchantCommand.Merge(id, (UUID) merged.get(), at)
              : new MerchantCommand.Unmerge(id, at));
    }
    return commands;
  }
}
