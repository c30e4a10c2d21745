package florin.transactions.export;

import florin.transactions.list.TransactionResponse;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A transaction in an export. Absent texts are empty.
 *
 * @param amount negative = money out
 * @param category with those above it, separated by colons
 * @param id of the record of the file that it was imported from, else the transaction's
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

  /**
   * @param imported ids of records of files, by transaction
   */
  static ExportRow of(TransactionResponse row, Map<UUID, String> imported) {
    return new ExportRow(
        row.date(),
        row.amount().amount(),
        row.amount().currency().code(),
        row.description(),
        Objects.requireNonNullElse(row.note(), ""),
        String.join(":", row.display().categoryPath()),
        row.tags(),
        Objects.requireNonNullElse(row.display().account(), row.accountId().toString()),
        imported.getOrDefault(row.id(), row.id().toString()));
  }
}
