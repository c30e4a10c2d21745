package florin.transactions.recurring.series;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;

/** The currency and the sign that amounts of a series have. */
public record Direction(String currency, boolean income) {

  public static Direction of(Money money) {
    return new Direction(money.currency().code(), money.amount().signum() > 0);
  }

  public Money money(BigDecimal size) {
    return new Money(income ? size : size.negate(), new CurrencyCode(currency));
  }
}
