package florin.emulator.household.value;

import florin.emulator.data.TransactionDetails;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A movement on one of the household's accounts, before an Item gives it an id.
 *
 * @param transfer the label of the transfer between two of its accounts, the same on both legs
 * @param series the label of the recurring series that it is an occurrence of
 */
public record TransactionDraft(
    String account,
    boolean pending,
    TransactionDetails details,
    @Nullable String transfer,
    @Nullable String series) {
  public TransactionDraft(String account, boolean pending, TransactionDetails details) {
    this(account, pending, details, null, null);
  }

  public TransactionDraft withoutTransfer() {
    return new TransactionDraft(account, pending, details, null, series);
  }

  public BigDecimal amount() {
    return details.amount();
  }
}
