package florin.transactions.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.PendingEvent;
import florin.transactions.category.Category;
import florin.transactions.category.SystemCategories;
import florin.transactions.ledger.TransactionEvent.Categorised;
import florin.transactions.ledger.TransactionEvent.Noted;
import florin.transactions.ledger.TransactionEvent.Recorded;
import florin.transactions.ledger.TransactionEvent.Removed;
import florin.transactions.ledger.TransactionEvent.Restored;
import florin.transactions.ledger.TransactionEvent.Revised;
import florin.transactions.ledger.TransactionEvent.Settled;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it stands: a row of the view and an item of the API.
 *
 * @param externalId the provider's id, absent for manual ones
 * @param amount negative = money out
 * @param categoryId the user's choice if there is one, else derived from the provider's label
 * @param providerCategoryLabel the provider's own word, whatever the user chose
 * @param removedBy absent while the transaction counts
 * @param version the ETag: how often the user changed it
 */
public record TransactionRow(
    UUID id,
    UUID accountId,
    @JsonIgnore @Nullable UUID connectionId,
    @Nullable String externalId,
    String source,
    LocalDate date,
    @Nullable LocalDate authorizedDate,
    Money amount,
    String description,
    @Nullable String originalDescription,
    @Nullable String merchant,
    boolean pending,
    @Nullable String providerCategoryLabel,
    @Nullable UUID categoryId,
    String categorySource,
    @Nullable String note,
    @Nullable String removedBy,
    int version,
    @JsonIgnore int streamVersion,
    @JsonIgnore UUID userId,
    @JsonIgnore Instant at) {

  /** The row after one more event; {@code before} is null for a stream's first. */
  static TransactionRow after(
      @Nullable TransactionRow before, PendingEvent pending, TransactionEvent event) {
    return switch (event) {
      case Recorded e -> recorded(pending, e);
      case Settled e -> known(before, e).revised(pending, e.fact());
      case Revised e -> known(before, e).revised(pending, e.fact());
      case Removed e -> known(before, e).removed(pending, e.by().word());
      case Restored e -> known(before, e).removed(pending, null);
      case Categorised e -> known(before, e).categorised(pending, e.category().orElse(null));
      case Noted e -> known(before, e).noted(pending, e.note().orElse(null));
    };
  }

  private static TransactionRow known(@Nullable TransactionRow before, TransactionEvent event) {
    if (before == null) {
      throw new IllegalStateException(
          event.id() + ": no row (expected: one since it was recorded)");
    }
    return before;
  }

  private static TransactionRow recorded(PendingEvent pending, Recorded e) {
    return switch (e.entry()) {
      case Entry.ProviderFact fact -> blank(pending, e, "provider").revised(pending, fact);
      case Entry.ManualEntry _ -> blank(pending, e, "manual");
    };
  }

  private static TransactionRow blank(PendingEvent pending, Recorded e, String source) {
    return new TransactionRow(
        e.id(),
        e.account(),
        null,
        null,
        source,
        e.entry().date(),
        null,
        e.entry().amount(),
        e.entry().description(),
        null,
        null,
        false,
        null,
        null,
        "none",
        null,
        null,
        pending.userVersion(),
        pending.version(),
        pending.stream().user(),
        pending.at());
  }

  private TransactionRow revised(PendingEvent pending, Entry.ProviderFact fact) {
    boolean chosen = categorySource.equals("user");
    Optional<UUID> provided =
        SystemCategories.of(fact.categoryPrimary(), fact.categoryDetailed()).map(Category::id);
    return new TransactionRow(
        id,
        accountId,
        fact.connectionId(),
        fact.externalId(),
        source,
        fact.date(),
        fact.authorizedDate().orElse(null),
        fact.amount(),
        fact.description(),
        fact.originalDescription().orElse(null),
        fact.merchantName().orElse(null),
        fact.pending(),
        fact.categoryDetailed().or(fact::categoryPrimary).orElse(null),
        chosen ? categoryId : provided.orElse(null),
        chosen ? "user" : provided.isPresent() ? "provider" : "none",
        note,
        removedBy,
        pending.userVersion(),
        pending.version(),
        userId,
        pending.at());
  }

  private TransactionRow categorised(PendingEvent pending, @Nullable UUID category) {
    return with(pending, category, "user", note, removedBy);
  }

  private TransactionRow noted(PendingEvent pending, @Nullable String text) {
    return with(pending, categoryId, categorySource, text, removedBy);
  }

  private TransactionRow removed(PendingEvent pending, @Nullable String by) {
    return with(pending, categoryId, categorySource, note, by);
  }

  private TransactionRow with(
      PendingEvent pending,
      @Nullable UUID category,
      String categoryOf,
      @Nullable String text,
      @Nullable String by) {
    return new TransactionRow(
        id,
        accountId,
        connectionId,
        externalId,
        source,
        date,
        authorizedDate,
        amount,
        description,
        originalDescription,
        merchant,
        this.pending,
        providerCategoryLabel,
        category,
        categoryOf,
        text,
        by,
        pending.userVersion(),
        pending.version(),
        userId,
        pending.at());
  }

  static TransactionRow read(Readable row) {
    return new TransactionRow(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "account_id"),
        row.get("connection_id", UUID.class),
        row.get("external_id", String.class),
        Columns.text(row, "source"),
        Columns.date(row, "date"),
        row.get("authorized_date", LocalDate.class),
        new Money(Columns.decimal(row, "amount"), new CurrencyCode(Columns.text(row, "currency"))),
        Columns.text(row, "description"),
        row.get("original_description", String.class),
        row.get("merchant_name", String.class),
        Columns.bool(row, "pending"),
        row.get("provider_category_label", String.class),
        row.get("category_id", UUID.class),
        Columns.text(row, "category_source"),
        row.get("note", String.class),
        row.get("removed_by", String.class),
        Columns.integer(row, "version"),
        Columns.integer(row, "stream_version"),
        Columns.uuid(row, "user_id"),
        Columns.instant(row, "at"));
  }
}
