package florin.transactions.transfer;

import florin.events.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pair of transactions: an item of the API.
 *
 * @param state {@code matched}, {@code unmatched} or {@code rejected}
 * @param source {@code automatic} or {@code user}; absent unless it is matched
 * @param score 0 to 100, how well the two fit each other; absent unless it is matched
 * @param reasons the evidence for and against it
 * @param daysApart from the outgoing date to the incoming one, negative if the money arrived first
 * @param ended why it was taken apart: {@code user}, {@code undo}, {@code removed}, {@code amount},
 *     {@code date} or {@code account}
 * @param at when it was changed last
 * @param version the ETag: how often the user changed it
 */
public record TransferResponse(
    UUID id,
    String state,
    LegResponse outgoing,
    LegResponse incoming,
    @Nullable String source,
    @Nullable Integer score,
    List<String> reasons,
    int daysApart,
    @Nullable String ended,
    Instant at,
    int version) {

  /**
   * One transaction of a pair.
   *
   * @param accountId of merged accounts, the one that is shown
   * @param accountName absent until the account is known here
   * @param amount as it is in the transaction; a pair changes no amount
   */
  public record LegResponse(
      UUID transactionId,
      UUID accountId,
      @Nullable String accountName,
      LocalDate date,
      Money amount,
      String description,
      boolean pending,
      boolean removed) {}

  /**
   * A pair that may be a transfer.
   *
   * @param id to confirm or reject it
   * @param score 0 to 100
   * @param reasons the evidence for and against it
   * @param daysApart from the outgoing date to the incoming one, negative if the money arrived
   *     first
   */
  public record SuggestionResponse(
      String id,
      LegResponse outgoing,
      LegResponse incoming,
      int score,
      List<String> reasons,
      int daysApart) {}

  /**
   * The settings of transfers.
   *
   * @param mode {@code automatic}, {@code suggest} or {@code off}
   * @param windowDays how many days the two dates of a pair may be apart
   * @param threshold the score from which a clear pair is matched automatically
   * @param version the ETag
   */
  record SettingsResponse(String mode, int windowDays, int threshold, int version) {}

  /**
   * The result of matching all history.
   *
   * @param changeId undoes all of it at once
   * @param matched how many pairs were matched
   * @param suggested how many more are suggested
   */
  record MatchingResponse(UUID changeId, int matched, int suggested) {}
}
