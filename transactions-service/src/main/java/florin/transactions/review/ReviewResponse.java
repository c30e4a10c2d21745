package florin.transactions.review;

import florin.events.Money;
import florin.transactions.list.TransactionTotals.CurrencyTotal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The number of items of each kind. */
record ReviewResponse(
    @Schema(
            description =
                "Transactions without category; a split transaction counts once. Transfers,"
                    + " excluded transactions and those of hidden accounts do not count.")
        long uncategorised,
    @Schema(description = "Pairs of transactions that may be transfers.") int transfers,
    @Schema(description = "Pairs of transactions that may be one transaction.") int duplicates,
    @Schema(description = "Transactions that have been pending for more than 14 days.")
        long stalePendings,
    @Schema(description = "Split transactions whose parts do not add up to the amount.")
        long unbalancedSplits) {

  /** The transactions of one merchant that have no category. */
  record UncategorisedResponse(
      @Schema(description = "The merchant; null for transactions without merchant.")
          @Nullable UUID merchantId,
      @Schema(description = "Name of the merchant; null for transactions without merchant.")
          @Nullable String merchantName,
      @Schema(description = "Transactions without category.") long count,
      @Schema(description = "Date of the newest one.") LocalDate lastDate,
      @Schema(description = "Sums per currency of the amounts without category.")
          List<CurrencyTotal> sums,
      @Schema(
              description = "Path of the list with exactly these transactions.",
              example = "/api/transactions?uncategorised=true&transfers=exclude")
          String transactions) {}

  /** A transaction that needs attention. */
  record ReviewedTransactionResponse(
      @Schema(description = "Id of the transaction.") UUID id,
      @Schema(description = "The account; of merged accounts, the one that is shown.")
          UUID accountId,
      @Schema(description = "Name of the account; null until it is known here.")
          @Nullable String accountName,
      @Schema(description = "Booked date.") LocalDate date,
      @Schema(description = "Amount; negative = money out.") Money amount,
      @Schema(description = "The user's description, or the bank's.") String description,
      @Schema(
              description =
                  "`provider` for transactions of a bank, otherwise the way in which it was"
                      + " recorded.")
          String source,
      @Schema(description = "Whether the bank has not booked it yet.") boolean pending,
      @Schema(description = "Sum of the parts of a split transaction; null if it is not split.")
          @Nullable Money splitTotal) {}

  /** Two transactions that may be one. */
  record DuplicateResponse(
      @Schema(description = "The id by which the pair is dismissed.") String id,
      @Schema(description = "The earlier transaction.") ReviewedTransactionResponse first,
      @Schema(description = "The later transaction.") ReviewedTransactionResponse second,
      @Schema(description = "Days between the two booked dates.") long daysApart,
      @Schema(
              description =
                  "0 to 100: the share of the words of the shorter text that are in the other one.")
          int likeness) {}

  /** The decision about a pair of transactions. */
  record DismissalResponse(
      @Schema(description = "The id of the pair.") String id,
      @Schema(description = "Whether the pair is left out of the review.") boolean dismissed,
      @Schema(description = "When the decision was made.") Instant at,
      @Schema(description = "The ETag: how often the user decided about the pair.") int version) {}
}
