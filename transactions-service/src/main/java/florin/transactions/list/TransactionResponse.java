package florin.transactions.list;

import florin.events.Money;
import florin.journal.stream.Ids;
import florin.transactions.category.CategoryIndex;
import florin.transactions.projection.TransactionRow;
import florin.transactions.transaction.Overlay;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it stands: an item of the API.
 *
 * @param externalId the provider's id, absent for manual ones
 * @param amount negative = money out
 * @param description the user's own if there is one, else a rule's, else the entry's
 * @param merchantId the user's choice if there is one, else a rule's, else whom the entry names;
 *     where it was merged, the one it was merged into, as with {@code categoryId}
 * @param merchant its name
 * @param merchantSource {@code provider}, {@code rule}, {@code user} or {@code none}; {@code user}
 *     also where the description of a manual transaction names the merchant
 * @param zeroAmount whether the bank booked no money at all
 * @param categoryId the user's choice if there is one, else a rule's, else derived from the
 *     provider's label. While the transaction is split it counts in the categories of its parts
 *     only
 * @param providerCategoryLabel the provider's own word, whatever the user chose
 * @param excluded from reports; it moved money all the same
 * @param transferId the transfer between two own accounts that it is a part of
 * @param transferAccountId the other account of the transfer
 * @param transferAccount its name, absent until it is known here
 * @param splits empty if it is in one piece
 * @param splitStale whether the bank changed the amount after the split, so that the parts no
 *     longer sum to it
 * @param runningBalance the balance of the account after it: that of the end of its day less the
 *     later rows of the day; absent while it is pending or removed, and while the balance is
 *     unknown
 * @param twins rows of merged accounts that are this one; they are in no list and counted once
 * @param twinOf the row that this one is shown as
 * @param display names and links that a list shows
 * @param removedBy absent while the transaction counts
 * @param version the ETag: how often the user changed it
 */
public record TransactionResponse(
    UUID id,
    UUID accountId,
    @Nullable String externalId,
    String source,
    LocalDate date,
    @Nullable LocalDate authorizedDate,
    Money amount,
    boolean zeroAmount,
    String description,
    @Nullable String originalDescription,
    @Nullable UUID merchantId,
    @Nullable String merchant,
    String merchantSource,
    boolean pending,
    @Nullable String providerCategoryLabel,
    @Nullable UUID categoryId,
    String categorySource,
    @Nullable String note,
    List<String> tags,
    boolean excluded,
    @Nullable UUID transferId,
    @Nullable UUID transferAccountId,
    @Nullable String transferAccount,
    List<SplitPartResponse> splits,
    boolean splitStale,
    @Nullable Money runningBalance,
    List<UUID> twins,
    @Nullable UUID twinOf,
    TransactionDisplay display,
    @Nullable String removedBy,
    int version) {

  /** One part of a split transaction. */
  public record SplitPartResponse(@Nullable UUID categoryId, Money amount, @Nullable String note) {

    public static List<SplitPartResponse> all(Collection<SplitPart> parts) {
      return parts.stream()
          .map(
              part ->
                  new SplitPartResponse(
                      part.category().orElse(null), part.amount(), part.note().orElse(null)))
          .toList();
    }
  }

  /**
   * A row of the view, with the values of other rows.
   *
   * @param names where the joined columns {@code shown_category}, {@code shown_merchant}, {@code
   *     merchant_name}, {@code account_name}, {@code institution_name}, {@code transfer_account_id}
   *     and {@code transfer_account} are
   */
  static TransactionResponse of(TransactionRow transactionRow, Readable names) {
    TransactionRow.ProviderValues providerValues = transactionRow.said();
    Overlay overlay = transactionRow.overlay();
    BigDecimal splitTotal = transactionRow.splitTotal();
    return new TransactionResponse(
        transactionRow.id(),
        transactionRow.account(),
        providerValues.externalId(),
        transactionRow.source(),
        providerValues.date(),
        providerValues.authorizedDate(),
        providerValues.amount(),
        providerValues.amount().isZero(),
        overlay.text(TextField.DESCRIPTION).orElse(providerValues.description()),
        providerValues.originalDescription(),
        names.get("shown_merchant", UUID.class),
        names.get("merchant_name", String.class),
        transactionRow.merchantShownSource(),
        providerValues.pending(),
        providerValues.label(),
        names.get("shown_category", UUID.class),
        transactionRow.categorySource(),
        overlay.text(TextField.NOTE).orElse(null),
        List.copyOf(overlay.tags()),
        overlay.excluded(),
        names.get("transfer_id", UUID.class),
        names.get("transfer_account_id", UUID.class),
        names.get("transfer_account", String.class),
        List.of(),
        splitTotal != null && splitTotal.compareTo(providerValues.amount().amount()) != 0,
        null,
        List.of(),
        null,
        TransactionDisplay.of(providerValues.counterparty(), names),
        transactionRow.removedBy(),
        transactionRow.version());
  }

  boolean booked() {
    return removedBy == null && !pending;
  }

  TransactionResponse with(UUID account, List<SplitPartResponse> parts, @Nullable Money balance) {
    return with(account, parts, balance, twins, twinOf, display);
  }

  TransactionResponse with(CategoryIndex categories) {
    return with(
        accountId, splits, runningBalance, twins, twinOf, display.with(categories, categoryId));
  }

  /**
   * @param shownAs of each row that is shown as another one, that one
   */
  TransactionResponse with(Map<UUID, UUID> shownAs) {
    List<UUID> same =
        shownAs.entrySet().stream()
            .filter(twin -> twin.getValue().equals(id))
            .map(Map.Entry::getKey)
            .sorted(Ids.ORDER)
            .toList();
    return same.isEmpty() && !shownAs.containsKey(id)
        ? this
        : with(accountId, splits, runningBalance, same, shownAs.get(id), display);
  }

  private TransactionResponse with(
      UUID account,
      List<SplitPartResponse> parts,
      @Nullable Money balance,
      List<UUID> same,
      @Nullable UUID shownAs,
      TransactionDisplay shown) {
    return new TransactionResponse(
        id,
        account,
        externalId,
        source,
        date,
        authorizedDate,
        amount,
        zeroAmount,
        description,
        originalDescription,
        merchantId,
        merchant,
        merchantSource,
        pending,
        providerCategoryLabel,
        categoryId,
        categorySource,
        note,
        tags,
        excluded,
        transferId,
        transferAccountId,
        transferAccount,
        parts,
        splitStale,
        balance,
        same,
        shownAs,
        shown,
        removedBy,
        version);
  }
}
