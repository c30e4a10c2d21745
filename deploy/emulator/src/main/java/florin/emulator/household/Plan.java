package florin.emulator.household;

import florin.emulator.bank.Account;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An account of the household and its balance before the first known movement. */
public record Plan(
    String key,
    String name,
    String officialName,
    String type,
    String subtype,
    String mask,
    @Nullable BigDecimal limit,
    String currency,
    boolean unofficial,
    BigDecimal opening,
    @Nullable BigDecimal cash) {

  Plan openedWith(BigDecimal balance) {
    return new Plan(
        key, name, officialName, type, subtype, mask, limit, currency, unofficial, balance, cash);
  }

  /** The account before any movement, under the id an Item gives it. */
  public Account account(String accountId) {
    return new Account(
        accountId,
        name,
        officialName,
        type,
        subtype,
        mask,
        limit,
        currency,
        unofficial,
        opening,
        BigDecimal.ZERO,
        cash,
        null,
        null,
        null);
  }
}
