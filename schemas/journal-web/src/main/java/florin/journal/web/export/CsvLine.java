package florin.journal.web.export;

import java.util.List;
import java.util.stream.Collectors;

/** A line of CSV by RFC 4180, ended by CR and LF. */
public final class CsvLine {

  private static final String COMPUTED = "=+-@\t\r'";

  private CsvLine() {}

  public static String of(List<String> cells) {
    return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(",")) + "\r\n";
  }

  /**
   * A text as a spreadsheet shows it and does not compute it: with an apostrophe before it if it
   * begins like a formula, or like a text that has got one.
   */
  public static String guarded(String text) {
    return !text.isEmpty() && COMPUTED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String cell) {
    boolean plain =
        cell.equals(cell.strip())
            && cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
