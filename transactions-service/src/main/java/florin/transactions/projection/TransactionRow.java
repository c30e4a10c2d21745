package florin.transactions.projection;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.stream.PendingEvent;
import florin.transactions.category.Category;
import florin.transactions.category.SystemCategories;
import florin.transactions.merchant.EntryMerchant;
import florin.transactions.transaction.Overlay;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.TransactionEntry;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the view keeps it: the entry and the values over it side by side.
 *
 * @param source {@code provider}, {@code manual} or {@code import}
 * @param overlay without the parts of a split, which only the split itself needs
 * @param splitTotal the sum of the parts, absent if it is not split
 * @param removedBy absent while it counts
 */
public record TransactionRow(
    UUID id,
    UUID user,
    UUID account,
    String source,
    ProviderValues said,
    Overlay overlay,
    @Nullable BigDecimal splitTotal,
    @Nullable String removedBy,
    int streamVersion,
    int version,
    Instant at) {

  private static final String PROVIDER = "provider";

  /**
   * The entry: the provider's values, or those entered by hand.
   *
   * @param merchant that the entry itself names
   * @param seen the same with its name; absent where the row was read back
   * @param category that the provider's label means
   * @param counterparty further words of the provider that lists show
   */
  public record ProviderValues(
      @Nullable UUID connection,
      @Nullable String externalId,
      LocalDate date,
      @Nullable LocalDate authorizedDate,
      Money amount,
      String description,
      @Nullable String originalDescription,
      @Nullable UUID merchant,
      @Nullable EntryMerchant seen,
      boolean pending,
      @Nullable String label,
      @Nullable UUID category,
      Counterparty counterparty) {

    public static ProviderValues of(UUID user, TransactionEntry transactionEntry) {
      EntryMerchant seen = TransactionRow.seen(user, transactionEntry).orElse(null);
      UUID merchant = seen == null ? null : seen.id();
      return switch (transactionEntry) {
        case TransactionEntry.ProviderFact fact ->
            new ProviderValues(
                fact.connectionId(),
                fact.externalId(),
                fact.date(),
                fact.authorizedDate().orElse(null),
                fact.amount(),
                fact.description(),
                fact.originalDescription().orElse(null),
                merchant,
                seen,
                fact.pending(),
                fact.categoryDetailed().or(fact::categoryPrimary).orElse(null),
                categoryOf(fact).orElse(null),
                Counterparty.of(fact));
        case TransactionEntry.ManualEntry manual ->
            new ProviderValues(
                null,
                null,
                manual.date(),
                null,
                manual.amount(),
                manual.description(),
                null,
                merchant,
                seen,
                false,
                null,
                null,
                Counterparty.NONE);
      };
    }
  }

  /** The merchant that an entry names. */
  public static Optional<EntryMerchant> seen(UUID user, TransactionEntry transactionEntry) {
    return switch (transactionEntry) {
      case TransactionEntry.ProviderFact fact ->
          EntryMerchant.of(
              user,
              fact.merchantEntityId(),
              Stream.concat(
                  fact.merchantName().stream(),
                  Stream.concat(
                      Stream.of(fact.description()), fact.originalDescription().stream())));
      case TransactionEntry.ManualEntry manual ->
          EntryMerchant.of(user, Optional.empty(), Stream.of(manual.description()));
    };
  }

  public static Optional<UUID> categoryOf(TransactionEntry.ProviderFact fact) {
    return SystemCategories.of(fact.categoryPrimary(), fact.categoryDetailed()).map(Category::id);
  }

  /** The row after one more event; {@code before} is null for a stream's first. */
  static TransactionRow after(
      @Nullable TransactionRow before, PendingEvent pending, TransactionEvent event) {
    if (event instanceof TransactionEvent.Recorded recorded) {
      return firstRow(pending, recorded);
    }
    if (before == null) {
      throw new IllegalStateException(
          event.id() + ": no row (expected: one since it was recorded)");
    }
    return switch (event) {
      case TransactionEvent.Recorded e -> firstRow(pending, e);
      case TransactionEvent.Settled e -> before.withEntry(pending, e.fact());
      case TransactionEvent.Revised e -> before.withEntry(pending, e.fact());
      case TransactionEvent.Corrected e -> before.withEntry(pending, e.entry());
      case TransactionEvent.Removed e ->
          before.with(pending, before.said, before.overlay, before.splitTotal, e.by().word());
      case TransactionEvent.Restored _ ->
          before.with(pending, before.said, before.overlay, before.splitTotal, null);
      case TransactionEvent.LinkEvent _ ->
          before.with(pending, before.said, before.overlay, before.splitTotal, before.removedBy);
      case TransactionEvent.OverlayEvent e ->
          before.with(
              pending,
              before.said,
              before.overlay.after(e).withoutSplit(),
              splitTotal(e, before.splitTotal),
              before.removedBy);
    };
  }

  private static @Nullable BigDecimal splitTotal(
      TransactionEvent.OverlayEvent event, @Nullable BigDecimal before) {
    if (event instanceof TransactionEvent.Split split) {
      return split.parts().stream()
          .map(part -> part.amount().amount())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
    return event instanceof TransactionEvent.Unsplit ? null : before;
  }

  private static TransactionRow firstRow(PendingEvent pending, TransactionEvent.Recorded e) {
    UUID user = pending.stream().user();
    String source =
        e.entry() instanceof TransactionEntry.ProviderFact
            ? PROVIDER
            : e.imported().isPresent() ? "import" : "manual";
    return new TransactionRow(
        e.id(),
        user,
        e.account(),
        source,
        ProviderValues.of(user, e.entry()),
        Overlay.NONE,
        null,
        null,
        pending.version(),
        pending.userVersion(),
        pending.at());
  }

  private TransactionRow withEntry(PendingEvent pending, TransactionEntry transactionEntry) {
    return with(pending, ProviderValues.of(user, transactionEntry), overlay, splitTotal, removedBy);
  }

  private TransactionRow with(
      PendingEvent pending,
      ProviderValues entry,
      Overlay over,
      @Nullable BigDecimal split,
      @Nullable String by) {
    return new TransactionRow(
        id,
        user,
        account,
        source,
        entry,
        over,
        split,
        by,
        pending.version(),
        pending.userVersion(),
        pending.at());
  }

  /** The user's choice, else a rule's, else the provider's. */
  @Nullable UUID category() {
    return overlay.category().byUser() ? overlay.category().value().orElse(null) : said.category;
  }

  public String categorySource() {
    return source(ChosenField.CATEGORY, said.category);
  }

  @Nullable UUID merchant() {
    return overlay.merchant().byUser() ? overlay.merchant().value().orElse(null) : said.merchant;
  }

  /** As it is stored: {@code provider} means the entry, of any source. */
  String merchantSource() {
    return source(ChosenField.MERCHANT, said.merchant);
  }

  /** As it is shown: the entry of a manual transaction is the user's. */
  public String merchantShownSource() {
    String stored = merchantSource();
    return stored.equals("provider") && !categoryOf() ? "user" : stored;
  }

  /** Whether its entry is a provider's. */
  boolean categoryOf() {
    return source.equals(PROVIDER);
  }

  boolean counts() {
    return removedBy == null;
  }

  /** Whether it moved money: posted, and not removed. */
  boolean booked() {
    return counts() && !said.pending;
  }

  private String source(ChosenField field, @Nullable UUID provided) {
    if (overlay.user().isOverridden(field)) {
      return "user";
    }
    return overlay.rule(field).isPresent() ? "rule" : provided != null ? "provider" : "none";
  }

  public static TransactionRow read(Readable row) {
    return new TransactionRow(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "user_id"),
        Columns.uuid(row, "account_id"),
        Columns.text(row, "source"),
        new ProviderValues(
            row.get("connection_id", UUID.class),
            row.get("external_id", String.class),
            Columns.date(row, "date"),
            row.get("authorized_date", LocalDate.class),
            new Money(
                Columns.decimal(row, "amount"), new CurrencyCode(Columns.text(row, "currency"))),
            Columns.text(row, "description"),
            row.get("original_description", String.class),
            row.get("provider_merchant_id", UUID.class),
            null,
            Columns.bool(row, "pending"),
            row.get("provider_category_label", String.class),
            row.get("provider_category_id", UUID.class),
            Counterparty.read(row)),
        OverlayColumn.read(row),
        row.get("split_total", BigDecimal.class),
        row.get("removed_by", String.class),
        Columns.integer(row, "stream_version"),
        Columns.integer(row, "version"),
        Columns.instant(row, "at"));
  }
}
