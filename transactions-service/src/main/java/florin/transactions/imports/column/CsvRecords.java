package florin.transactions.imports.column;

import florin.transactions.imports.text.FileCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Splits text into records and cells; an unclosed quote costs one line, not the rest. */
public final class CsvRecords {

  /**
   * A record.
   *
   * @param line where it begins, from 1
   * @param unclosed whether a quote of it never ends
   */
  public record CsvRecord(int line, List<String> cells, boolean unclosed) {

    public boolean blank() {
      return cells.stream().allMatch(String::isBlank);
    }

    public String cell(int column) {
      return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }

    public CsvRecord with(List<String> others) {
      return new CsvRecord(line, others, unclosed);
    }
  }

  /** The largest length of a quoted cell. */
  private static final int LONGEST_CELL = 32_000;

  /** Unclosed quotes after which a quote ends with its line at the latest. */
  private static final int MOST_UNCLOSED = 100;

  private static final int MOST_CELLS = 500;

  private final FileCharacters text;
  private final char delimiter;
  private int at;
  private int line;
  private int unclosed;

  CsvRecords(FileCharacters text, int line, int at, char delimiter) {
    this.text = text;
    this.line = line;
    this.at = at;
    this.delimiter = delimiter;
  }

  public static List<CsvRecord> all(String text, int line, char delimiter, int most) {
    List<CsvRecord> records = new ArrayList<>();
    each(
        FileCharacters.of(text),
        line,
        0,
        delimiter,
        record -> records.add(record) && records.size() < most);
    return records;
  }

  /** Passes the records on until one is not accepted. */
  static void each(
      FileCharacters text, int line, int at, char delimiter, Predicate<CsvRecord> accepted) {
    CsvRecords reader = new CsvRecords(text, line, at, delimiter);
    while (reader.at < text.length()) {
      if (!accepted.test(reader.read())) {
        return;
      }
    }
  }

  CsvRecord read() {
    return unwrapped(next());
  }

  int at() {
    return at;
  }

  int line() {
    return line;
  }

  /** A line that is quoted as a whole has its cells inside the quotes. */
  private CsvRecord unwrapped(CsvRecord record) {
    if (record.cells().size() != 1
        || record.unclosed()
        || record.cells().getFirst().indexOf(delimiter) < 0) {
      return record;
    }
    CsvRecord inner =
        new CsvRecords(FileCharacters.of(record.cells().getFirst()), record.line(), 0, delimiter)
            .next();
    return inner.unclosed() ? record : inner;
  }

  private CsvRecord next() {
    int begin = at;
    int beginLine = line;
    List<String> cells = new ArrayList<>();
    boolean quotes = true;
    while (true) {
      if (quotes && quoteBegins()) {
        StringBuilder cell = new StringBuilder();
        if (!quoted(cell)) {
          unclosed++;
          at = begin;
          line = beginLine;
          cells.clear();
          quotes = false;
          continue;
        }
        add(cells, cell.toString());
      } else {
        add(cells, plain());
      }
      if (at >= text.length()) {
        return new CsvRecord(beginLine, cells, !quotes);
      }
      char c = text.charAt(at);
      at++;
      if (c != delimiter) {
        at += c == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
        line++;
        return new CsvRecord(beginLine, cells, !quotes);
      }
      if (at >= text.length()) {
        add(cells, "");
        return new CsvRecord(beginLine, cells, !quotes);
      }
    }
  }

  private static void add(List<String> cells, String cell) {
    if (cells.size() < MOST_CELLS) {
      boolean formula = cell.startsWith("=\"") && cell.endsWith("\"") && cell.length() > 2;
      cells.add(formula ? cell.substring(2, cell.length() - 1) : cell);
    }
  }

  /** Whether the cell is quoted; blanks before the quote do not count. */
  private boolean quoteBegins() {
    int i = at;
    while (i < text.length() && text.charAt(i) == ' ' && delimiter != ' ') {
      i++;
    }
    return i < text.length() && text.charAt(i) == '"';
  }

  private String plain() {
    int begin = at;
    while (at < text.length() && !ends(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, Math.min(at, begin + FileCharacters.LONGEST));
  }

  private boolean ends(char c) {
    return c == delimiter || c == '\r' || c == '\n';
  }

  /**
   * Reads a quoted cell; false if its quote does not end. A quote that is followed by other text
   * belongs to the cell.
   */
  private boolean quoted(StringBuilder cell) {
    int i = text.indexOf('"', at) + 1;
    int lines = 0;
    while (i < text.length() && cell.length() <= LONGEST_CELL) {
      char c = text.charAt(i);
      if (c == '"') {
        if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i += 2;
          continue;
        }
        int after = i + 1;
        while (after < text.length() && text.charAt(after) == ' ' && delimiter != ' ') {
          after++;
        }
        if (after >= text.length() || ends(text.charAt(after))) {
          at = after;
          line += lines;
          return true;
        }
      }
      if (c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'))) {
        lines++;
        if (unclosed >= MOST_UNCLOSED) {
          return false;
        }
      }
      cell.append(c);
      i++;
    }
    return false;
  }
}
