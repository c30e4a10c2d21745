package florin.transactions.recurring.pattern;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;

/**
 * A transaction as the detection sees it.
 *
 * @param amount without its sign; above zero
 */
public record DatedAmount(UUID id, LocalDate date, BigDecimal amount) {

  static final Comparator<DatedAmount> BY_DATE =
      Comparator.comparing(DatedAmount::date)
          .thenComparing(DatedAmount::amount)
          .thenComparing(DatedAmount::id);

  double size() {
    return amount.doubleValue();
  }

  /** How much larger one amount is than the other: at least 1. */
  static double ratio(double one, double other) {
    return Math.max(one, other) / Math.min(one, other);
  }
}
