package florin.transactions.recurring.series;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A transaction of a series.
 *
 * @param amount without its sign
 */
public record Occurrence(UUID transaction, LocalDate date, BigDecimal amount) {

  /** Whether nothing differs; amounts are compared as numbers. */
  boolean same(Occurrence other) {
    return transaction.equals(other.transaction)
        && date.equals(other.date)
        && amount.compareTo(other.amount) == 0;
  }
}
