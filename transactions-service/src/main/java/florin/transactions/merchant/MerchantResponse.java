package florin.transactions.merchant;

import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merchant on the wire.
 *
 * @param providerName the provider's, or as the user made it
 * @param source {@code provider}, or {@code user} where no provider names it
 * @param aliases names of what was merged into it
 * @param uses transactions that count, with those of what was merged into it
 * @param mergedInto where its transactions count
 * @param version the ETag: how often the user changed it
 */
record MerchantResponse(
    UUID id,
    String name,
    String providerName,
    @Nullable String entityId,
    String source,
    List<String> aliases,
    int uses,
    boolean archived,
    @Nullable UUID mergedInto,
    int version) {

  static MerchantResponse read(Readable row) {
    String[] aliases = row.get("aliases", String[].class);
    return new MerchantResponse(
        Columns.uuid(row, "id"),
        Columns.text(row, "shown_name"),
        Columns.text(row, "name"),
        row.get("entity_id", String.class),
        Columns.text(row, "source").equals("provider") ? "provider" : "user",
        aliases == null ? List.of() : List.of(aliases),
        Math.toIntExact(Columns.number(row, "total")),
        Columns.bool(row, "archived"),
        row.get("merged_into", UUID.class),
        Columns.integer(row, "version"));
  }
}
