package florin.accounts.investment;

import florin.events.CurrencyCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price, value or cost on the wire: shaped like money, exact to 18 decimals.
 *
 * @param amount a decimal string, with at least the currency's own decimals
 */
@Schema(name = "Valuation")
public record Valuation(String amount, String currency) {

  public static @Nullable Valuation of(@Nullable BigDecimal amount, String currency) {
    return amount == null ? null : known(amount, currency);
  }

  public static Valuation known(BigDecimal amount, String currency) {
    BigDecimal exact = amount.stripTrailingZeros();
    int decimals = new CurrencyCode(currency).decimals().orElse(0);
    return new Valuation(
        exact.setScale(Math.max(exact.scale(), decimals)).toPlainString(), currency);
  }
}
