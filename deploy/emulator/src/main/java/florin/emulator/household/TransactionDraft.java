package florin.emulator.household;

import florin.emulator.data.TransactionDetails;
import java.math.BigDecimal;

/** A movement on one of the household's accounts, before an Item gives it an id. */
public record TransactionDraft(String account, boolean pending, TransactionDetails details) {
  BigDecimal amount() {
    return details.amount();
  }
}
