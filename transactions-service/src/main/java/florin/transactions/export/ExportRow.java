package florin.transactions.export;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A transaction in an export. Absent texts are empty.
 *
 * @param amount negative = money out
 * @param category with those above it, separated by colons
 */
public record ExportRow(
    LocalDate date,
    BigDecimal amount,
    String currency,
    String description,
    String note,
    String category,
    List<String> tags,
    String account,
    String id) {

  public ExportRow {
    tags = List.copyOf(tags);
  }
}
