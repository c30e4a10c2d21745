package florin.transactions.category;

import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A category on the wire.
 *
 * @param label the provider taxonomy's own word; absent for the user's own
 * @param parentId absent for those on top
 * @param system whether it is a system category, which users cannot change
 * @param archived whether it is no longer to be chosen
 * @param mergedInto where its transactions count
 * @param uses how many transactions, and parts of split ones, count in it, with those of the
 *     categories that were merged into it
 * @param version the ETag; 0 for those of the system
 */
record CategoryResponse(
    UUID id,
    @Nullable String label,
    String name,
    @Nullable UUID parentId,
    boolean system,
    boolean archived,
    @Nullable UUID mergedInto,
    int uses,
    int version) {

  static CategoryResponse of(Category category) {
    return new CategoryResponse(
        category.id(),
        category.label(),
        category.name(),
        category.parentId().orElse(null),
        true,
        false,
        null,
        0,
        0);
  }

  static CategoryResponse read(Readable row) {
    return new CategoryResponse(
        Columns.uuid(row, "id"),
        null,
        Columns.text(row, "name"),
        row.get("shown_parent", UUID.class),
        false,
        Columns.bool(row, "archived"),
        row.get("merged_into", UUID.class),
        0,
        Columns.integer(row, "version"));
  }

  CategoryResponse used(int times) {
    return new CategoryResponse(
        id, label, name, parentId, system, archived, mergedInto, times, version);
  }

  /** Whether transactions may be given it. */
  boolean open() {
    return !archived && mergedInto == null;
  }
}
