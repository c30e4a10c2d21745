package florin.transactions.imports.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A record of a file.
 *
 * @param line of the file where the record begins, from 1
 * @param raw the values as the file has them
 * @param reason of a row that is not readable
 */
public record FileRow(
    int line, List<String> raw, Status status, String reason, Optional<Values> values) {

  /** Whether a row can become a transaction. */
  public enum Status {
    READABLE,
    UNREADABLE,
    UNDECIDED,
    NOT_A_TRANSACTION
  }

  /**
   * The parsed values.
   *
   * @param account as the file names it; empty if it names none
   * @param currency empty if the file names none
   * @param externalId the id that the bank gave; empty if none
   * @param parts of a split; they sum to the amount
   */
  public record Values(
      String account,
      LocalDate date,
      BigDecimal amount,
      String currency,
      String text,
      String note,
      String category,
      String externalId,
      Optional<BigDecimal> balance,
      List<Part> parts,
      Details details) {

    public Values {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Values that few formats have.
   *
   * @param checkNumber empty if none
   * @param originalAmount in the original currency, unsigned or signed as in the file
   * @param transferAccount the other account of a transfer; empty if the row is none
   */
  public record Details(
      Optional<LocalDate> valueDate,
      String checkNumber,
      Optional<BigDecimal> originalAmount,
      String originalCurrency,
      String transferAccount,
      List<String> tags) {

    public static final Details NONE =
        new Details(Optional.empty(), "", Optional.empty(), "", "", List.of());

    public Details {
      tags = List.copyOf(tags);
    }

    public Details transferTo(String account) {
      return new Details(valueDate, checkNumber, originalAmount, originalCurrency, account, tags);
    }

    public Details tagged(List<String> names) {
      return new Details(
          valueDate, checkNumber, originalAmount, originalCurrency, transferAccount, names);
    }
  }

  /** A part of a split. */
  public record Part(BigDecimal amount, String category, String note) {}

  public FileRow {
    raw = List.copyOf(raw);
  }

  public static FileRow readable(int line, List<String> raw, Values values) {
    return values.amount().signum() == 0
        ? new FileRow(line, raw, Status.NOT_A_TRANSACTION, "the amount is 0", Optional.of(values))
        : new FileRow(line, raw, Status.READABLE, "", Optional.of(values));
  }

  public static FileRow not(Status status, int line, List<String> raw, String reason) {
    return new FileRow(line, raw, status, reason, Optional.empty());
  }
}
