package florin.migrate.plan.transaction;

import florin.migrate.plan.row.Vocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * A transaction.
 *
 * @param amount negative = money out
 * @param bank the bank's own fields, where the source has them
 * @param edits the values that the user set
 */
public record PlannedTransaction(
    String id,
    String account,
    String user,
    BigDecimal amount,
    String currency,
    LocalDate date,
    String name,
    Optional<String> merchant,
    boolean pending,
    boolean fromBank,
    Bank bank,
    Edits edits) {

  /** Characters of the name of a series. */
  public static final int LONGEST_SERIES = 100;

  /** The name of the series that it is a part of. */
  public String series() {
    return Vocabulary.cut(edits.description().orElse(name), LONGEST_SERIES);
  }

  /** Fields of the provider that Florin keeps. */
  public record Bank(
      Optional<LocalDate> authorizedDate,
      Optional<String> originalDescription,
      Optional<String> merchantEntityId,
      Optional<String> pendingId,
      Optional<String> categoryPrimary,
      Optional<String> categoryDetailed,
      Optional<String> categoryConfidence,
      Optional<String> paymentChannel,
      Optional<String> transactionCode,
      Optional<String> checkNumber,
      Optional<String> website,
      Optional<String> logoUrl) {

    static final Bank NONE =
        new Bank(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * @param counterpart the other transaction of a transfer
   */
  public record Edits(
      Optional<String> category,
      Optional<String> description,
      Optional<String> merchant,
      Set<String> tags,
      boolean internal,
      Optional<String> counterpart) {

    public boolean isEmpty() {
      return category.isEmpty()
          && description.isEmpty()
          && merchant.isEmpty()
          && tags.isEmpty()
          && !internal;
    }
  }
}
