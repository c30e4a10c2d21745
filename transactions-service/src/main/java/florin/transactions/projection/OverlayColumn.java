package florin.transactions.projection;

import florin.journal.database.Columns;
import florin.transactions.transaction.Overlay;
import florin.transactions.transaction.UserOverrides;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import io.r2dbc.spi.Readable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The column {@code overlay}: the values of the user and of rules of a row, as JSON. The other
 * columns have the values that apply; it is null where those are enough, as in most rows.
 */
final class OverlayColumn {

  private static final JsonMapper JSON = JsonMapper.shared();

  private OverlayColumn() {}

  static @Nullable String write(TransactionRow row) {
    Overlay overlay = row.overlay();
    if (overlay.equals(Overlay.NONE)) {
      return null;
    }
    UserOverrides shown =
        shown(
            override(row.categorySource(), row.category()),
            override(row.merchantSource(), row.merchant()),
            field -> overlay.text(field).orElse(null),
            overlay.tags(),
            overlay.excluded());
    return overlay.rules().none() && overlay.user().equals(shown)
        ? null
        : JSON.writeValueAsString(overlay);
  }

  static Overlay read(Readable row) {
    String overlay = Columns.nullableJson(row, "overlay");
    return overlay == null
        ? new Overlay(
            shown(
                override(Columns.text(row, "category_source"), row.get("category_id", UUID.class)),
                override(Columns.text(row, "merchant_source"), row.get("merchant_id", UUID.class)),
                field -> row.get(field.column(), String.class),
                tags(row),
                Columns.bool(row, "excluded")),
            RuleValues.NONE)
        : JSON.readValue(overlay, Overlay.class);
  }

  /** A text of a row. */
  private interface Texts {
    @Nullable String text(TextField field);
  }

  /** The overrides of a user whose values all apply. */
  private static UserOverrides shown(
      FieldOverride<UUID> category,
      FieldOverride<UUID> merchant,
      Texts texts,
      SortedSet<String> tags,
      boolean excluded) {
    UserOverrides overrides =
        new UserOverrides(
            category,
            merchant,
            Map.of(),
            tags,
            Collections.emptySortedSet(),
            excluded ? FieldOverride.of(Optional.of(true)) : FieldOverride.open(),
            List.of());
    for (TextField field : TextField.values()) {
      String text = texts.text(field);
      if (text != null) {
        overrides = overrides.withText(field, FieldOverride.of(Optional.of(text)));
      }
    }
    return overrides;
  }

  private static FieldOverride<UUID> override(String source, @Nullable UUID value) {
    return source.equals("user")
        ? FieldOverride.of(Optional.ofNullable(value))
        : FieldOverride.open();
  }

  private static SortedSet<String> tags(Readable row) {
    String[] tags = row.get("tags", String[].class);
    return new TreeSet<>(tags == null ? List.of() : List.of(tags));
  }
}
