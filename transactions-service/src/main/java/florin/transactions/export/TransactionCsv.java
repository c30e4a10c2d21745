package florin.transactions.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Transactions as CSV by RFC 4180: one line per row, ended by CR and LF. */
public final class TransactionCsv {

  /** The first line. */
  public static final String HEADER =
      "date,amount,currency,description,note,category,tags,account,id\r\n";

  private static final String COMPUTED = "=+-@\t\r'";

  private TransactionCsv() {}

  public static String line(ExportRow row) {
    return Stream.concat(
                Stream.of(row.date().toString(), row.amount().toPlainString(), row.currency()),
                texts(row).stream().map(TransactionCsv::guarded))
            .map(TransactionCsv::quoted)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  private static List<String> texts(ExportRow row) {
    return List.of(
        row.description(),
        row.note(),
        row.category(),
        String.join(",", row.tags()),
        row.account(),
        row.id());
  }

  /** A text that a spreadsheet would compute, or that begins like a guarded one. */
  private static String guarded(String text) {
    return !text.isEmpty() && COMPUTED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String cell) {
    boolean plain =
        cell.equals(cell.strip())
            && cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
