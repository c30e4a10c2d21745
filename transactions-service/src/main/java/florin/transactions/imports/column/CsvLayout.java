package florin.transactions.imports.column;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.FileCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The shape of a CSV file.
 *
 * @param headerLine 0 if there is none
 * @param preamble the lines before the header
 * @param dataAt the index of the first character behind the header
 */
public record CsvLayout(
    char delimiter,
    int headerLine,
    List<String> titles,
    List<CsvRecord> preamble,
    int dataLine,
    int dataAt) {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int SAMPLE = 64_000;
  private static final int MOST_LINES_BEFORE = 100;

  public static CsvLayout of(FileCharacters text, ReadOptions options) {
    char delimiter =
        options
            .value(ReadOptions.DELIMITER)
            .map(d -> d.equals("tab") || d.equals("\\t") ? "\t" : d)
            .filter(d -> d.length() == 1 && (d.charAt(0) >= ' ' || d.equals("\t")))
            .map(d -> d.charAt(0))
            .orElseGet(() -> detected(text));
    int header =
        options
            .value(ReadOptions.HEADER_LINE)
            .filter(n -> n.matches("\\d{1,5}"))
            .map(Integer::parseInt)
            .orElseGet(() -> header(text, delimiter));
    List<CsvRecord> preamble = new ArrayList<>();
    int at = 0;
    for (int line = 1; line < header && at < text.length(); line++) {
      int end = text.endOfLine(at);
      String content = text.substring(at, Math.min(end, at + FileCharacters.LONGEST)).strip();
      if (!content.replaceAll("[\",;|\\s]", "").isEmpty()) {
        preamble.add(new CsvRecord(line, List.of(content), false));
      }
      at = text.nextLine(end);
    }
    if (header == 0 || at >= text.length()) {
      return new CsvLayout(delimiter, header, List.of(), preamble, Math.max(header, 1), at);
    }
    CsvRecords records = new CsvRecords(text, header, at, delimiter);
    List<String> titles = records.read().cells();
    return new CsvLayout(delimiter, header, titles, preamble, records.line(), records.at());
  }

  public void each(FileCharacters text, Predicate<CsvRecord> accepted) {
    CsvRecords.each(text, dataLine, dataAt, delimiter, accepted);
  }

  private static char detected(FileCharacters text) {
    if (text.start(4).equalsIgnoreCase("sep=") && text.length() > 4) {
      return text.charAt(4);
    }
    String sample = text.start(SAMPLE);
    char best = ',';
    long bestScore = -1;
    for (char delimiter : DELIMITERS) {
      long score = score(CsvRecords.all(sample, 1, delimiter, 400));
      if (score > bestScore) {
        best = delimiter;
        bestScore = score;
      }
    }
    return best;
  }

  private static long score(List<CsvRecord> records) {
    long score = 0;
    for (CsvRecord record : records) {
      boolean data = data(record);
      long titles = record.cells().stream().filter(CsvRole::known).count();
      score += data ? 1_000 : 0;
      score += titles >= 2 ? 1_000 * titles : 0;
      score += Math.min(record.cells().size() - 1, 20);
    }
    return score;
  }

  private static boolean titles(CsvRecord record) {
    return record.cells().stream().filter(CsvRole::known).count() >= 2
        && record.cells().stream().noneMatch(Dates::isDate)
        && record.cells().stream()
            .anyMatch(c -> CsvRole.DATE.rank(c) >= 0 || CsvRole.VALUE_DATE.rank(c) >= 0);
  }

  private static boolean data(CsvRecord record) {
    boolean date = record.cells().stream().anyMatch(Dates::isDate);
    return date && record.cells().stream().anyMatch(c -> Amounts.isAmount(c) && !Dates.isDate(c));
  }

  /** The line of the header, from 1; 0 if the file begins with data. */
  private static int header(FileCharacters text, char delimiter) {
    int at = 0;
    int before = 0;
    boolean dataBegan = false;
    Optional<Integer> widest = Optional.empty();
    for (int line = 1; line <= MOST_LINES_BEFORE && at < text.length(); line++) {
      int end = text.endOfLine(at);
      String content = text.substring(at, Math.min(end, at + 20_000));
      List<CsvRecord> alone = CsvRecords.all(content, line, delimiter, 1);
      if (!alone.isEmpty()) {
        CsvRecord record = alone.getFirst();
        if (titles(record)
            || record.unclosed() && titles(new CsvRecords(text, line, at, delimiter).read())) {
          return line;
        }
        dataBegan |= data(record);
        int filled = (int) record.cells().stream().filter(c -> !c.isBlank()).count();
        if (!dataBegan
            && filled >= 2
            && filled >= before
            && record.cells().stream().noneMatch(Amounts::isAmount)) {
          before = filled;
          widest = Optional.of(line);
        }
      }
      at = text.nextLine(end);
    }
    return widest.orElse(0);
  }
}
