package florin.emulator.household;

import florin.emulator.bank.Details;
import java.math.BigDecimal;

/** A movement on one of the household's accounts, before an Item gives it an id. */
public record Draft(String account, boolean pending, Details details) {
  BigDecimal amount() {
    return details.amount();
  }
}
