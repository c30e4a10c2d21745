package florin.transactions.imports.identity;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A row of a file whose account is known.
 *
 * @param number of the row in its file, from 1
 * @param format of the file
 * @param externalId the id that the bank gave; empty if none
 */
public record ImportedRow(
    int number,
    String format,
    LocalDate date,
    BigDecimal amount,
    String currency,
    String text,
    String externalId) {

  Content content() {
    return new Content(date, amount.stripTrailingZeros(), currency, text.strip());
  }

  /** The values that two rows share if a file without ids shows the same transaction again. */
  record Content(LocalDate date, BigDecimal amount, String currency, String text) {}
}
