package florin.transactions.recurring.pattern;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A new price of a series with fixed amounts.
 *
 * @param since the date of the first occurrence with it
 */
public record PriceChange(BigDecimal from, BigDecimal to, LocalDate since) {}
