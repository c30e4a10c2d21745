package florin.transactions.ledger;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Columns;
import florin.journal.PendingEvent;
import florin.transactions.category.Category;
import florin.transactions.category.SystemCategories;
import florin.transactions.merchant.MerchantSeen;
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
record Standing(
    UUID id,
    UUID user,
    UUID account,
    String source,
    Said said,
    Word word,
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
  record Said(
      @Nullable UUID connection,
      @Nullable String externalId,
      LocalDate date,
      @Nullable LocalDate authorizedDate,
      Money amount,
      String description,
      @Nullable String originalDescription,
      @Nullable UUID merchant,
      @Nullable MerchantSeen seen,
      boolean pending,
      @Nullable String label,
      @Nullable UUID category) {

    static Said of(UUID user, Entry entry) {
      MerchantSeen seen = Standing.seen(user, entry).orElse(null);
      UUID merchant = seen == null ? null : seen.id();
      return switch (entry) {
        case Entry.ProviderFact fact ->
            new Said(
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
                provided(fact).orElse(null));
        case Entry.ManualEntry manual ->
            new Said(
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
  static Optional<MerchantSeen> seen(UUID user, Entry entry) {
    return switch (entry) {
      case Entry.ProviderFact fact ->
          MerchantSeen.of(
              user,
              fact.merchantEntityId(),
              Stream.concat(
                  fact.merchantName().stream(),
                  Stream.concat(
                      Stream.of(fact.description()), fact.originalDescription().stream())));
      case Entry.ManualEntry manual ->
          MerchantSeen.of(user, Optional.empty(), Stream.of(manual.description()));
    };
  }

  static Optional<UUID> provided(Entry.ProviderFact fact) {
    return SystemCategories.of(fact.categoryPrimary(), fact.categoryDetailed()).map(Category::id);
  }

  /**
   * What the user decided.
   *
   * @param splitTotal what the parts sum to, absent if it is not split
   */
  record Word(
      Words.Chosen<UUID> category,
      @Nullable String description,
      Words.Chosen<UUID> merchant,
      @Nullable String note,
      SortedSet<String> tags,
      boolean excluded,
      @Nullable BigDecimal splitTotal) {

    static final Word NONE = of(Words.NONE);

    private static Word of(Words words) {
      return new Word(
          words.category(),
          words.description().orElse(null),
          words.merchant(),
          words.note().orElse(null),
          words.tags(),
          words.excluded(),
          words.split().stream()
              .map(part -> part.amount().amount())
              .reduce(BigDecimal::add)
              .orElse(null));
    }

    /** As words without the parts, which nothing but a split itself needs. */
    private Words words() {
      return new Words(
          category,
          Optional.ofNullable(description),
          merchant,
          Optional.ofNullable(note),
          tags,
          excluded,
          List.of());
    }

    private Word after(TransactionEvent event) {
      Word next = of(Edits.evolve(words(), event));
      boolean splits =
          event instanceof TransactionEvent.Split || event instanceof TransactionEvent.Unsplit;
      return splits ? next : next.withSplitTotal(splitTotal);
    }

    private Word withSplitTotal(@Nullable BigDecimal total) {
      return new Word(category, description, merchant, note, tags, excluded, total);
    }
  }

  /** The row after one more event; {@code before} is null for a stream's first. */
  static Standing after(@Nullable Standing before, PendingEvent pending, TransactionEvent event) {
    if (event instanceof TransactionEvent.Recorded recorded) {
      return recorded(pending, recorded);
    }
    if (before == null) {
      throw new IllegalStateException(
          event.id() + ": no row (expected: one since it was recorded)");
    }
    return switch (event) {
      case TransactionEvent.Recorded e -> recorded(pending, e);
      case TransactionEvent.Settled e -> before.entered(pending, e.fact());
      case TransactionEvent.Revised e -> before.entered(pending, e.fact());
      case TransactionEvent.Corrected e -> before.entered(pending, e.entry());
      case TransactionEvent.Removed e ->
          before.next(pending, before.said, before.word, e.by().word());
      case TransactionEvent.Restored _ -> before.next(pending, before.said, before.word, null);
      case TransactionEvent.Categorised _,
          TransactionEvent.Noted _,
          TransactionEvent.Renamed _,
          TransactionEvent.MerchantAssigned _,
          TransactionEvent.Released _,
          TransactionEvent.Tagged _,
          TransactionEvent.Untagged _,
          TransactionEvent.Excluded _,
          TransactionEvent.Included _,
          TransactionEvent.Split _,
          TransactionEvent.Unsplit _ ->
          before.next(pending, before.said, before.word.after(event), before.removedBy);
    };
  }

  private static Standing recorded(PendingEvent pending, TransactionEvent.Recorded e) {
    UUID user = pending.stream().user();
    String source = e.entry() instanceof Entry.ProviderFact ? "provider" : MANUAL;
    return new Standing(
        e.id(),
        user,
        e.account(),
        source,
        Said.of(user, e.entry()),
        Word.NONE,
        null,
        pending.version(),
        pending.userVersion(),
        pending.at());
  }

  private Standing entered(PendingEvent pending, Entry entry) {
    return next(pending, Said.of(user, entry), word, removedBy);
  }

  private Standing next(PendingEvent pending, Said entry, Word words, @Nullable String by) {
    return new Standing(
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
    return merchant() != null && !provided() ? "user" : merchantSource();
  }

  /** Whether its entry is a provider's. */
  boolean provided() {
    return !source.equals(MANUAL);
  }

  boolean counts() {
    return removedBy == null;
  }

  /** Whether it moved money: posted, and not removed. */
  boolean booked() {
    return counts() && !said.pending;
  }

  private static String source(Words.Chosen<UUID> chosen, @Nullable UUID provided) {
    return chosen.byUser() ? "user" : provided != null ? "provider" : "none";
  }

  static Standing read(Readable row) {
    return new Standing(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "user_id"),
        Columns.uuid(row, "account_id"),
        Columns.text(row, "source"),
        new Said(
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
        new Word(
            chosen(row, "category_source", "category_id"),
            row.get("own_description", String.class),
            chosen(row, "merchant_source", "merchant_id"),
            row.get("note", String.class),
            tags(row),
            Columns.bool(row, "excluded"),
            row.get("split_total", BigDecimal.class)),
        row.get("removed_by", String.class),
        Columns.integer(row, "stream_version"),
        Columns.integer(row, "version"),
        Columns.instant(row, "at"));
  }

  private static Words.Chosen<UUID> chosen(Readable row, String source, String value) {
    return Columns.text(row, source).equals("user")
        ? Words.Chosen.of(Optional.ofNullable(row.get(value, UUID.class)))
        : Words.Chosen.open();
  }

  private static SortedSet<String> tags(Readable row) {
    String[] tags = row.get("tags", String[].class);
    Collection<String> found = tags == null ? List.of() : List.of(tags);
    return new TreeSet<>(found);
  }
}
