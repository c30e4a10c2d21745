package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvColumns;
import florin.transactions.imports.column.CsvDirections;
import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The signed amount of a record, or the reason why there is none.
 *
 * @param stated the cell that has the amount
 * @param bothSides whether the record is the only one of a transfer: it leaves its account and
 *     reaches the other one
 */
record CsvAmount(
    Optional<BigDecimal> value, Status status, String reason, String stated, boolean bothSides) {

  /** Reads the amounts of a file by its columns, signs and words. */
  static final class Rule {

    private final CsvColumns columns;
    private final CsvDirections directions;
    private final CsvScan scan;
    private final char sign;
    private final boolean negate;

    Rule(CsvColumns columns, CsvDirections directions, CsvScan scan, char sign, boolean negate) {
      this.columns = columns;
      this.directions = directions;
      this.scan = scan;
      this.sign = sign;
      this.negate = negate;
    }

    CsvAmount read(CsvRecord record) {
      return columns.has(CsvRole.AMOUNT) ? ofOne(record) : ofTwo(record);
    }

    private CsvAmount ofOne(CsvRecord record) {
      String stated = stated(record);
      if (stated.isEmpty() && !record.cell(columns.of(CsvRole.BALANCE)).isBlank()) {
        return not(Status.NOT_A_TRANSACTION, "no amount, only a balance");
      }
      Optional<BigDecimal> amount = Amounts.amount(stated, sign);
      if (amount.isEmpty()) {
        return unreadable("amount", stated);
      }
      if (scan.signedByBalance() && amount.get().signum() != 0) {
        return byBalance(record, amount.get(), stated);
      }
      if (!columns.has(CsvRole.DIRECTION)) {
        return of(amount.get(), stated);
      }
      String word = record.cell(columns.of(CsvRole.DIRECTION)).strip();
      int way = directions.way(word);
      if (directions.isTransfer(word)) {
        return transfer(record, amount.get(), stated, word);
      }
      if (way == 0) {
        return not(
            Status.UNREADABLE, "direction: '" + word + "' (expected: a word for debit or credit)");
      }
      if (amount.get().signum() < 0 && (way > 0 || !scan.signedDebits())) {
        return not(
            Status.UNDECIDED,
            "the sign of " + stated + " and the direction '" + word + "' contradict");
      }
      return of(way < 0 ? amount.get().abs().negate() : amount.get(), stated);
    }

    private CsvAmount byBalance(CsvRecord record, BigDecimal amount, String stated) {
      int way = scan.signByBalance(record);
      return way == 0
          ? not(
              Status.UNDECIDED,
              "amount: '" + stated + "' without a sign (expected: a balance before it)")
          : of(way < 0 ? amount.negate() : amount, stated);
    }

    /**
     * A transfer has the direction of its sign; without one, that from its account to the other.
     */
    private CsvAmount transfer(CsvRecord record, BigDecimal amount, String stated, String word) {
      if (amount.signum() < 0 || scan.signedTransfers()) {
        return of(amount, stated);
      }
      String from = record.cell(columns.of(CsvRole.ACCOUNT)).strip();
      String to = record.cell(columns.of(CsvRole.TRANSFER)).strip();
      return from.isEmpty() || to.isEmpty() || from.equals(to) || scan.hasOtherSide(record)
          ? not(
              Status.UNDECIDED,
              "direction: '"
                  + word
                  + "' of an amount without a sign (expected: a word for debit or credit)")
          : new CsvAmount(Optional.of(amount), Status.READABLE, "", stated, true);
    }

    /** The first column of amounts that is not blank, as one for each currency. */
    private String stated(CsvRecord record) {
      for (int column : columns.all(CsvRole.AMOUNT)) {
        if (!record.cell(column).isBlank()) {
          return record.cell(column).strip();
        }
      }
      return "";
    }

    private CsvAmount ofTwo(CsvRecord record) {
      String in = record.cell(columns.of(CsvRole.CREDIT)).strip();
      String out = record.cell(columns.of(CsvRole.DEBIT)).strip();
      Optional<BigDecimal> credit = Amounts.amount(in, sign);
      Optional<BigDecimal> debit = Amounts.amount(out, sign);
      if (!blank(in) && credit.isEmpty()) {
        return unreadable("credit", in);
      }
      if (!blank(out) && debit.isEmpty()) {
        return unreadable("debit", out);
      }
      boolean received = credit.isPresent() && credit.get().signum() != 0;
      boolean paid = debit.isPresent() && debit.get().signum() != 0;
      if (received && paid) {
        return not(Status.UNDECIDED, "both a credit and a debit are there");
      }
      if (!columns.has(CsvRole.CREDIT)
          && !columns.has(CsvRole.DEBIT)
          && !record.cell(columns.of(CsvRole.BALANCE)).isBlank()) {
        return not(Status.NOT_A_TRANSACTION, "no amount, only a balance");
      }
      if (!received && !paid) {
        return not(Status.NOT_A_TRANSACTION, "neither a credit nor a debit is there");
      }
      return received ? credit(credit.get(), in) : debit(debit.orElseThrow(), out);
    }

    private CsvAmount credit(BigDecimal value, String stated) {
      return of(columns.has(CsvRole.DEBIT) ? value.abs() : value, stated);
    }

    /** Some banks write debits with a minus, others without, some both in one file. */
    private CsvAmount debit(BigDecimal value, String stated) {
      return columns.has(CsvRole.CREDIT)
          ? of(value.abs().negate(), stated)
          : of(scan.debitsArePositive() ? value.negate() : value, stated);
    }

    private CsvAmount of(BigDecimal value, String stated) {
      return new CsvAmount(
          Optional.of(negate ? value.negate() : value), Status.READABLE, "", stated, false);
    }

    private static CsvAmount not(Status status, String reason) {
      return new CsvAmount(Optional.empty(), status, reason, "", false);
    }

    private static CsvAmount unreadable(String column, String stated) {
      return not(
          Status.UNREADABLE,
          column
              + ": '"
              + stated.strip()
              + "' (expected: "
              + Amounts.expected(stated, "an amount")
              + ")");
    }

    private static boolean blank(String cell) {
      return cell.isEmpty() || cell.equals("-") || cell.equals("–");
    }
  }
}
