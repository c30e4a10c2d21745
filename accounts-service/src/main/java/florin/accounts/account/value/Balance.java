package florin.accounts.account.value;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stated balance: an asset is positive, a debt or an overdraft negative.
 *
 * @param current what is in the account or owed on it, pending not counted
 * @param available what can be spent; never taken for the current balance
 * @param creditLimit as granted, positive
 */
public record Balance(
    CurrencyCode currency,
    Optional<Money> current,
    Optional<Money> available,
    Optional<Money> creditLimit) {

  public static Balance of(
      CurrencyCode currency,
      @Nullable BigDecimal current,
      @Nullable BigDecimal available,
      @Nullable BigDecimal creditLimit) {
    return new Balance(
        currency,
        money(currency, current),
        money(currency, available),
        money(currency, creditLimit));
  }

  /** A current balance and nothing else. */
  public static Balance of(Money current) {
    return new Balance(
        current.currency(), Optional.of(current), Optional.empty(), Optional.empty());
  }

  public boolean hasAnyAmount() {
    return current.isPresent() || available.isPresent() || creditLimit.isPresent();
  }

  private static Optional<Money> money(CurrencyCode currency, @Nullable BigDecimal amount) {
    return Optional.ofNullable(amount).map(value -> new Money(value, currency));
  }
}
