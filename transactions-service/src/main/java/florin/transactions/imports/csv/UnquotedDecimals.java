package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvColumns;
import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Joins amounts that an unquoted comma cut before their decimals, as in a,b,-12,50. */
final class UnquotedDecimals {

  private static final List<CsvRole> AMOUNTS =
      List.of(CsvRole.AMOUNT, CsvRole.CREDIT, CsvRole.DEBIT, CsvRole.BALANCE);
  private static final Pattern WHOLE = Pattern.compile("\\s*[-+]?\\d{1,12}");
  private static final Pattern DECIMALS = Pattern.compile("\\d{2}\\s*");

  private UnquotedDecimals() {}

  /** The record with its amounts joined, if it has as many cells as the header then. */
  static CsvRecord joined(CsvRecord record, int titles, CsvColumns columns) {
    List<String> cells = new ArrayList<>(record.cells());
    if (titles == 0 || cells.size() <= titles) {
      return record;
    }
    List<Integer> amounts =
        AMOUNTS.stream().map(columns::of).filter(column -> column >= 0).sorted().toList();
    for (int column : amounts) {
      if (cells.size() > titles
          && column + 1 < cells.size()
          && WHOLE.matcher(cells.get(column)).matches()
          && DECIMALS.matcher(cells.get(column + 1)).matches()) {
        cells.set(column, cells.get(column) + "," + cells.remove(column + 1));
      }
    }
    return cells.size() == titles ? record.with(cells) : record;
  }
}
