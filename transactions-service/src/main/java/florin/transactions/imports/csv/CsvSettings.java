package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvColumns;
import florin.transactions.imports.column.CsvLayout;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.FileText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The settings with which a CSV file was read, each with its origin. */
final class CsvSettings {

  private final FileText text;
  private final ReadOptions options;
  private final CsvLayout layout;
  private final CsvColumns columns;
  private final char sign;

  CsvSettings(FileText text, ReadOptions options, CsvLayout layout, CsvColumns columns, char sign) {
    this.text = text;
    this.options = options;
    this.layout = layout;
    this.columns = columns;
    this.sign = sign;
  }

  /** A value that a profile gave is detected, not remembered. */
  static FileSetting own(FileSetting setting, ReadOptions options) {
    return setting.origin() == Origin.REMEMBERED && options.value(setting.name()).isEmpty()
        ? new FileSetting(setting.name(), Origin.DETECTED, setting.value(), List.of())
        : setting;
  }

  List<FileSetting> all(List<FileSetting> others) {
    List<FileSetting> settings = new ArrayList<>();
    settings.add(text.encoding());
    String delimiter = layout.delimiter() == '\t' ? "tab" : String.valueOf(layout.delimiter());
    settings.add(FileSetting.of(options, ReadOptions.DELIMITER, delimiter));
    settings.add(
        FileSetting.of(options, ReadOptions.HEADER_LINE, String.valueOf(layout.headerLine())));
    for (CsvRole role : CsvRole.values()) {
      if (role != CsvRole.OTHER) {
        column(role, settings);
      }
    }
    settings.addAll(others);
    return settings;
  }

  private void column(CsvRole role, List<FileSetting> settings) {
    List<String> names = columns.all(role).stream().map(this::title).toList();
    String name = ReadOptions.COLUMN + role.word();
    boolean missing =
        names.isEmpty()
            && (role == CsvRole.DATE
                || role == CsvRole.AMOUNT
                    && !columns.has(CsvRole.CREDIT)
                    && !columns.has(CsvRole.DEBIT));
    boolean pair = columns.openPair() && (role == CsvRole.CREDIT || role == CsvRole.DEBIT);
    boolean open = role == CsvRole.AMOUNT && !columns.openAmounts().isEmpty();
    if (missing) {
      settings.add(new FileSetting(name, Origin.NEEDED, "", List.of()));
    } else if (pair || open) {
      List<Integer> between =
          open
              ? columns.openAmounts()
              : List.of(columns.of(CsvRole.DEBIT), columns.of(CsvRole.CREDIT));
      List<BigDecimal> sums = CsvScan.sums(layout, text.text(), between, sign);
      List<Reading> readings =
          IntStream.range(0, between.size())
              .mapToObj(
                  i -> new Reading(title(between.get(i)), "", "", sums.get(i).toPlainString()))
              .toList();
      settings.add(new FileSetting(name, Origin.NEEDED, names.getFirst(), readings));
    } else if (!names.isEmpty()) {
      settings.add(FileSetting.of(options, name, String.join("|", names)));
    }
  }

  /** The title of a column; its number, from 1, if it has none of its own. */
  private String title(int column) {
    List<String> titles = layout.titles().stream().map(String::strip).toList();
    return column < titles.size()
            && !titles.get(column).isEmpty()
            && Collections.frequency(titles, titles.get(column)) == 1
        ? titles.get(column)
        : String.valueOf(column + 1);
  }
}
