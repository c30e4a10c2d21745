package florin.accounts.investment.security;

import florin.events.CurrencyCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price, value or cost on the wire: shaped like money, exact to 18 decimals.
 *
 * @param amount a decimal string, with at least the currency's own decimals
 */
public record ValuationResponse(String amount, String currency) {

  public static @Nullable ValuationResponse of(@Nullable BigDecimal amount, String currency) {
    return amount == null ? null : known(amount, currency);
  }

  public static ValuationResponse known(BigDecimal amount, String currency) {
    BigDecimal exact = amount.stripTrailingZeros();
    int decimals = new CurrencyCode(currency).decimals().orElse(0);
    return new ValuationResponse(
        exact.setScale(Math.max(exact.scale(), decimals)).toPlainString(), currency);
  }
}
