package florin.emulator.household.value;

import florin.emulator.data.Account;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An account of the household and its balance before the first known movement. */
public record AccountPlan(
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

  public AccountPlan openedWith(BigDecimal balance) {
    return new AccountPlan(
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
