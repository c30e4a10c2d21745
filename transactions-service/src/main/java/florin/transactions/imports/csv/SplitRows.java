package florin.transactions.imports.csv;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Joins consecutive rows that are the parts of one split. The first row becomes the transaction,
 * the others are reported as its parts.
 */
final class SplitRows {

  private final Consumer<FileRow> rows;
  private final List<FileRow> parts = new ArrayList<>();
  private String key = "";
  private Optional<FileRow> whole = Optional.empty();

  SplitRows(Consumer<FileRow> rows) {
    this.rows = rows;
  }

  /** Adds a row; an empty key means that it belongs to no split. */
  void add(FileRow row, String split, boolean isWhole) {
    if (!split.equals(key)) {
      flush();
    }
    key = split;
    if (split.isEmpty()) {
      rows.accept(row);
    } else if (isWhole) {
      whole = Optional.of(row);
    } else {
      parts.add(row);
    }
  }

  void flush() {
    List<FileRow> all = new ArrayList<>(whole.stream().toList());
    all.addAll(parts);
    BigDecimal sum =
        parts.stream()
            .flatMap(row -> row.values().stream())
            .map(Values::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean complete =
        parts.size() > 1
            && parts.stream().allMatch(row -> row.values().isPresent())
            && whole.flatMap(FileRow::values).map(v -> v.amount().compareTo(sum) == 0).orElse(true);
    if (complete) {
      joined(all, sum);
    } else {
      whole.ifPresent(
          row ->
              rows.accept(
                  FileRow.not(
                      Status.UNDECIDED,
                      row.line(),
                      row.raw(),
                      "the parts of this split sum to " + sum.toPlainString())));
      parts.forEach(rows);
    }
    parts.clear();
    whole = Optional.empty();
  }

  private void joined(List<FileRow> all, BigDecimal sum) {
    FileRow first = all.getFirst();
    Values values = first.values().orElseThrow();
    List<Part> split =
        parts.stream().flatMap(row -> row.values().stream()).map(SplitRows::part).toList();
    rows.accept(
        FileRow.readable(
            first.line(),
            first.raw(),
            new Values(
                values.account(),
                values.date(),
                sum,
                values.currency(),
                values.text(),
                whole.isPresent() ? values.note() : "",
                "",
                values.externalId(),
                values.balance(),
                split,
                values.details().transferTo(""))));
    for (FileRow other : all.subList(1, all.size())) {
      rows.accept(
          FileRow.not(
              Status.NOT_A_TRANSACTION,
              other.line(),
              other.raw(),
              "a part of the split of line " + first.line()));
    }
  }

  private static Part part(Values values) {
    String other = values.details().transferAccount();
    return new Part(
        values.amount(), other.isEmpty() ? values.category() : "[" + other + "]", values.note());
  }
}
