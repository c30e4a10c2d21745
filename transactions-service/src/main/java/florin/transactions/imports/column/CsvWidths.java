package florin.transactions.imports.column;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of cells of records. */
final class CsvWidths {

  private CsvWidths() {}

  /** The records of the most frequent width, if these are more than half; else all. */
  static List<CsvRecord> mostOf(List<CsvRecord> records) {
    Map<Integer, Integer> counts = new HashMap<>();
    records.forEach(record -> counts.merge(record.cells().size(), 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(count -> count.getValue() * 2 > records.size())
        .findFirst()
        .map(count -> records.stream().filter(r -> r.cells().size() == count.getKey()).toList())
        .orElse(records);
  }
}
