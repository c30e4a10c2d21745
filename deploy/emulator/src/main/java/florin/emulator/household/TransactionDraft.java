package florin.emulator.household;

import florin.emulator.data.TransactionDetails;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A movement on one of the household's accounts, before an Item gives it an id.
 *
 * @param transfer the label of the transfer between two of its accounts, the same on both legs
 */
public record TransactionDraft(
    String account, boolean pending, TransactionDetails details, @Nullable String transfer) {
  TransactionDraft(String account, boolean pending, TransactionDetails details) {
    this(account, pending, details, null);
  }

  TransactionDraft withoutTransfer() {
    return new TransactionDraft(account, pending, details, null);
  }

  BigDecimal amount() {
    return details.amount();
  }
}
