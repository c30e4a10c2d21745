package florin.transactions.transfer.matching;

import florin.events.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction, as far as it is evidence for transfers.
 *
 * @param text the description with the bank's original one
 * @param category the provider's label
 * @param stated the other account of a transfer as a file states it
 */
public record BookedRow(
    UUID id,
    UUID account,
    LocalDate date,
    Money amount,
    String text,
    @Nullable String category,
    @Nullable UUID stated) {

  public BookedRow(
      UUID id, UUID account, LocalDate date, Money amount, String text, @Nullable String category) {
    this(id, account, date, amount, text, category, null);
  }

  public BookedRow stating(@Nullable UUID otherAccount) {
    return new BookedRow(id, account, date, amount, text, category, otherAccount);
  }

  public boolean isOutgoing() {
    return amount.amount().signum() < 0;
  }
}
