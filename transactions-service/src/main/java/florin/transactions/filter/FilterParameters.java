package florin.transactions.filter;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters that narrow transactions, the same for the list and for every report. A list
 * or a report adds its own defaults for rows that are excluded, of hidden accounts or in transfers.
 */
@Schema(name = "TransactionFilter")
public record FilterParameters(
    @Parameter(description = "One of these accounts; merged accounts are one account.")
        @Nullable List<UUID> accountId,
    @Parameter(
            description =
                "One of these categories or of those under them; a merged category is its survivor."
                    + " A split transaction is in the categories of its parts only.")
        @Nullable List<UUID> categoryId,
    @Parameter(description = "One of these merchants; a merged merchant is its survivor.")
        @Nullable List<UUID> merchantId,
    @Parameter(description = "At least one of these tags, in any spelling.")
        @Nullable List<String> tag,
    @Parameter(description = "First booked date, included.") @Nullable LocalDate from,
    @Parameter(description = "Last booked date, included.") @Nullable LocalDate to,
    @Parameter(description = TransactionFilter.MIN_AMOUNT) @Nullable BigDecimal minAmount,
    @Parameter(description = TransactionFilter.MAX_AMOUNT) @Nullable BigDecimal maxAmount,
    @Parameter(description = "Currency code, such as EUR.") @Nullable String currency,
    @Parameter(
            description = TransactionFilter.DIRECTION,
            schema = @Schema(allowableValues = {"in", "out"}))
        @Nullable String direction,
    @Parameter(
            description =
                "true: only what the bank has not booked yet; false: only what is booked.")
        @Nullable Boolean pending,
    @Parameter(description = SearchTerms.PARAMETER) @Nullable String q,
    @Parameter(
            description =
                "true: only without category, split transactions with such a part included; false:"
                    + " only with one.")
        @Nullable Boolean uncategorised,
    @Parameter(description = "true: only without tags; false: only with tags.")
        @Nullable Boolean untagged,
    @Parameter(
            description =
                "Transactions that are excluded from reports. `true` means only, `false` exclude."
                    + " Lists include them by default, reports exclude them.",
            schema = @Schema(allowableValues = {"include", "exclude", "only", "true", "false"}))
        @Nullable String excluded,
    @Parameter(
            description =
                "Transactions of hidden accounts. `true` means only, `false` exclude. Lists include"
                    + " them by default, reports exclude them.",
            schema = @Schema(allowableValues = {"include", "exclude", "only", "true", "false"}))
        @Nullable String hidden,
    @Parameter(
            description =
                "Transactions in transfers between your accounts. `true` means only, `false`"
                    + " exclude. Lists include them by default, reports exclude them.",
            schema = @Schema(allowableValues = {"include", "exclude", "only", "true", "false"}))
        @Nullable String transfers,
    @Parameter(description = "true: only entries by hand; false: only the bank's.")
        @Nullable Boolean manual,
    @Parameter(description = "true: only split transactions; false: only undivided ones.")
        @Nullable Boolean split,
    @Parameter(description = "Whether there is a note.") @Nullable Boolean hasNote,
    @Parameter(description = "Whether there is a merchant.") @Nullable Boolean hasMerchant,
    @Parameter(
            description =
                "true: only occurrences of a recurring series that is not dismissed; false: all"
                    + " others.")
        @Nullable Boolean recurring,
    @Parameter(
            description =
                "Only what was changed at this time or later, by the bank or by you; the time is"
                    + " that of the last event of the transaction.")
        @Nullable Instant changedSince,
    @Parameter(
            description =
                "true: without the categories under those of categoryId; false if left out.")
        @Nullable Boolean exactCategory,
    @Parameter(
            description =
                "income: in a category of income, or without category and above 0; expense:"
                    + " everything else. A split transaction is what its parts are.",
            schema = @Schema(allowableValues = {"income", "expense"}))
        @Nullable String kind) {

  /** The filter of a list: without parameters, nothing is left out. */
  public TransactionFilter filter(boolean removed) {
    return filter(removed, Inclusion.INCLUDE);
  }

  /** The filter of a report: excluded rows and hidden accounts only on request. */
  public TransactionFilter reported() {
    return filter(false, Inclusion.EXCLUDE);
  }

  private TransactionFilter filter(boolean removed, Inclusion otherwise) {
    return new TransactionFilter(
        orEmpty(accountId),
        orEmpty(categoryId),
        orEmpty(merchantId),
        orEmpty(tag),
        from,
        to,
        minAmount,
        maxAmount,
        currency,
        direction,
        pending,
        removed,
        new DetailFilter(
            q,
            uncategorised,
            untagged,
            Inclusion.of("excluded", excluded, otherwise),
            Inclusion.of("hidden", hidden, otherwise),
            Inclusion.of("transfers", transfers, otherwise),
            manual,
            split,
            hasNote,
            hasMerchant,
            recurring,
            changedSince,
            Boolean.TRUE.equals(exactCategory),
            kind));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> values) {
    return values == null ? List.of() : values.stream().filter(Objects::nonNull).toList();
  }
}
