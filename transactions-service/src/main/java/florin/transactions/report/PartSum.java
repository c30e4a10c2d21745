package florin.transactions.report;

import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sum of one group of amounts.
 *
 * @param period first day of the group's period, if there are periods
 * @param key category, merchant or account of the group; absent for the amounts without one
 * @param label name of the merchant or tag
 */
record PartSum(
    @Nullable LocalDate period,
    String currency,
    @Nullable UUID key,
    @Nullable String label,
    boolean income,
    BigDecimal amount,
    long entries) {

  static PartSum read(Readable row) {
    return new PartSum(
        row.get("period", LocalDate.class),
        Columns.text(row, "currency"),
        row.get("key", UUID.class),
        row.get("label", String.class),
        Columns.bool(row, "income"),
        Columns.decimal(row, "amount"),
        Columns.number(row, "entries"));
  }

  static BigDecimal amount(Collection<PartSum> sums) {
    return sums.stream().map(PartSum::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static long entries(Collection<PartSum> sums) {
    return sums.stream().mapToLong(PartSum::entries).sum();
  }
}
