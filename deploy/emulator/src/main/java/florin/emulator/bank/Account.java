package florin.emulator.bank;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One account of an Item.
 *
 * @param current money held (depository, investment) or owed (credit, loan)
 * @param pending sum of the pending amounts in Plaid's sign
 * @param cash withdrawable cash of an investment account
 */
public record Account(
    String accountId,
    String name,
    String officialName,
    String type,
    String subtype,
    String mask,
    @Nullable BigDecimal limit,
    String currency,
    boolean unofficial,
    BigDecimal current,
    BigDecimal pending,
    @Nullable BigDecimal cash) {

  public Account {
    current = Amounts.plain(current);
    pending = Amounts.plain(pending);
  }

  /** Applies one amount (Plaid's sign) to the balances; undoing is applying its negation. */
  public Account moved(BigDecimal amount, String currencyOfAmount, boolean isPending) {
    if (!currencyOfAmount.equals(currency)) {
      return this;
    }
    return isPending
        ? withBalances(current, pending.add(amount))
        : withBalances(owes() ? current.add(amount) : current.subtract(amount), pending);
  }

  /** Whether a positive balance is a debt. */
  public boolean owes() {
    return type.equals("credit") || type.equals("loan");
  }

  /** Whether /transactions/sync covers this account. */
  public boolean hasTransactions() {
    return !type.equals("investment");
  }

  public @Nullable BigDecimal available() {
    return switch (type) {
      case "depository" -> current.subtract(pending);
      case "credit" -> limit == null ? null : limit.subtract(current).subtract(pending);
      case "investment" -> cash;
      default -> null;
    };
  }

  private Account withBalances(BigDecimal nowCurrent, BigDecimal nowPending) {
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
        nowCurrent,
        nowPending,
        cash);
  }
}
