package florin.transactions.list;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.stream.PendingEvent;
import florin.transactions.category.Category;
import florin.transactions.category.SystemCategories;
import florin.transactions.merchant.EntryMerchant;
import florin.transactions.transaction.PatchRules;
import florin.transactions.transaction.TransactionEntry;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.UserOverrides;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the view keeps it: the entry and the user's words side by side.
 *
 * @param source {@code provider} or {@code manual}
 * @param removedBy absent while it counts
 */
public record TransactionRow(
    UUID id,
    UUID user,
    UUID account,
    String source,
    ProviderValues said,
    UserValues word,
    @Nullable String removedBy,
    int streamVersion,
    int version,
    Instant at) {

  private static final String MANUAL = "manual";

  /**
   * The entry: what the provider says, or what was entered by hand.
   *
   * @param merchant that the entry itself names
   * @param seen the same with its name; absent where the row was read back
   * @param category that the provider's label means
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
      @Nullable UUID category) {

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
                categoryOf(fact).orElse(null));
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
                null);
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

  /**
   * What the user decided.
   *
   * @param splitTotal what the parts sum to, absent if it is not split
   */
  record UserValues(
      UserOverrides.FieldOverride<UUID> category,
      @Nullable String description,
      UserOverrides.FieldOverride<UUID> merchant,
      @Nullable String note,
      SortedSet<String> tags,
      boolean excluded,
      @Nullable BigDecimal splitTotal) {

    static final UserValues NONE = of(UserOverrides.NONE);

    private static UserValues of(UserOverrides userOverrides) {
      return new UserValues(
          userOverrides.category(),
          userOverrides.description().orElse(null),
          userOverrides.merchant(),
          userOverrides.note().orElse(null),
          userOverrides.tags(),
          userOverrides.excluded(),
          userOverrides.split().stream()
              .map(splitPart -> splitPart.amount().amount())
              .reduce(BigDecimal::add)
              .orElse(null));
    }

    /** As words without the parts, which nothing but a split itself needs. */
    private UserOverrides words() {
      return new UserOverrides(
          category,
          Optional.ofNullable(description),
          merchant,
          Optional.ofNullable(note),
          tags,
          excluded,
          List.of());
    }

    private UserValues after(TransactionEvent event) {
      UserValues next = of(PatchRules.evolve(words(), event));
      boolean splits =
          event instanceof TransactionEvent.Split || event instanceof TransactionEvent.Unsplit;
      return splits ? next : next.withSplitTotal(splitTotal);
    }

    private UserValues withSplitTotal(@Nullable BigDecimal total) {
      return new UserValues(category, description, merchant, note, tags, excluded, total);
    }
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
          before.withEntryAndValues(pending, before.said, before.word, e.by().word());
      case TransactionEvent.Restored _ ->
          before.withEntryAndValues(pending, before.said, before.word, null);
      case TransactionEvent.Categorised _,
          TransactionEvent.Noted _,
          TransactionEvent.Renamed _,
          TransactionEvent.MerchantAssigned _,
          TransactionEvent.OverrideCleared _,
          TransactionEvent.Tagged _,
          TransactionEvent.Untagged _,
          TransactionEvent.Excluded _,
          TransactionEvent.Included _,
          TransactionEvent.Split _,
          TransactionEvent.Unsplit _ ->
          before.withEntryAndValues(
              pending, before.said, before.word.after(event), before.removedBy);
    };
  }

  private static TransactionRow firstRow(PendingEvent pending, TransactionEvent.Recorded e) {
    UUID user = pending.stream().user();
    String source = e.entry() instanceof TransactionEntry.ProviderFact ? "provider" : MANUAL;
    return new TransactionRow(
        e.id(),
        user,
        e.account(),
        source,
        ProviderValues.of(user, e.entry()),
        UserValues.NONE,
        null,
        pending.version(),
        pending.userVersion(),
        pending.at());
  }

  private TransactionRow withEntry(PendingEvent pending, TransactionEntry transactionEntry) {
    return withEntryAndValues(pending, ProviderValues.of(user, transactionEntry), word, removedBy);
  }

  private TransactionRow withEntryAndValues(
      PendingEvent pending, ProviderValues entry, UserValues words, @Nullable String by) {
    return new TransactionRow(
        id,
        user,
        account,
        source,
        entry,
        words,
        by,
        pending.version(),
        pending.userVersion(),
        pending.at());
  }

  /** The user's choice, else the provider's. */
  @Nullable UUID category() {
    return word.category.byUser() ? word.category.value().orElse(null) : said.category;
  }

  String categorySource() {
    return source(word.category, said.category);
  }

  @Nullable UUID merchant() {
    return word.merchant.byUser() ? word.merchant.value().orElse(null) : said.merchant;
  }

  /** As it is stored: {@code provider} means the entry, whoever made it. */
  String merchantSource() {
    return source(word.merchant, said.merchant);
  }

  /** As it is shown: the entry of a manual transaction is the user's. */
  String merchantShownSource() {
    return merchant() != null && !categoryOf() ? "user" : merchantSource();
  }

  /** Whether its entry is a provider's. */
  boolean categoryOf() {
    return !source.equals(MANUAL);
  }

  boolean counts() {
    return removedBy == null;
  }

  /** Whether it moved money: posted, and not removed. */
  boolean booked() {
    return counts() && !said.pending;
  }

  private static String source(
      UserOverrides.FieldOverride<UUID> fieldOverride, @Nullable UUID provided) {
    return fieldOverride.byUser() ? "user" : provided != null ? "provider" : "none";
  }

  static TransactionRow read(Readable row) {
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
            row.get("provider_category_id", UUID.class)),
        new UserValues(
            overrideOf(row, "category_source", "category_id"),
            row.get("own_description", String.class),
            overrideOf(row, "merchant_source", "merchant_id"),
            row.get("note", String.class),
            tags(row),
            Columns.bool(row, "excluded"),
            row.get("split_total", BigDecimal.class)),
        row.get("removed_by", String.class),
        Columns.integer(row, "stream_version"),
        Columns.integer(row, "version"),
        Columns.instant(row, "at"));
  }

  private static UserOverrides.FieldOverride<UUID> overrideOf(
      Readable row, String source, String value) {
    return Columns.text(row, source).equals("user")
        ? UserOverrides.FieldOverride.of(Optional.ofNullable(row.get(value, UUID.class)))
        : UserOverrides.FieldOverride.open();
  }

  private static SortedSet<String> tags(Readable row) {
    String[] tags = row.get("tags", String[].class);
    Collection<String> found = tags == null ? List.of() : List.of(tags);
    return new TreeSet<>(found);
  }
}
