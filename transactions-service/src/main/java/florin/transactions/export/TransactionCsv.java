package florin.transactions.export;

import florin.journal.web.export.CsvLine;
import java.util.List;

/** Transactions as CSV by RFC 4180: one line per row, ended by CR and LF. */
public final class TransactionCsv {

  /** The first line. */
  public static final String HEADER =
      "date,amount,currency,description,note,category,tags,account,id\r\n";

  private TransactionCsv() {}

  public static String line(ExportRow row) {
    return CsvLine.of(
        List.of(
            row.date().toString(),
            row.amount().toPlainString(),
            row.currency(),
            CsvLine.guarded(row.description()),
            CsvLine.guarded(row.note()),
            CsvLine.guarded(row.category()),
            CsvLine.guarded(String.join(",", row.tags())),
            CsvLine.guarded(row.account()),
            CsvLine.guarded(row.id())));
  }
}
