package florin.transactions.transaction.value;

import florin.events.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A record of an imported file as it was read, whatever users edit later.
 *
 * @param number of the record in its file, from 1
 * @param format csv, ofx or qif
 * @param externalId the id that the bank gave; empty if none
 */
public record FileRecord(
    UUID importId,
    int number,
    int line,
    String format,
    LocalDate date,
    Money amount,
    String text,
    String externalId) {

  /** Identifies the record among all files of a user. */
  public String key() {
    return key(importId, number);
  }

  public static String key(UUID importId, int number) {
    return importId + " " + number;
  }
}
