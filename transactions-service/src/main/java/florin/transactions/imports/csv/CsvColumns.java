package florin.transactions.imports.csv;

import florin.transactions.imports.csv.CsvRecords.CsvRecord;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which column has which meaning: by its title, else by its cells; -1 for none. */
final class CsvColumns {

  static final Set<String> DEBIT_WORDS =
      Set.of(
          "debit",
          "d",
          "dr",
          "dbit",
          "s",
          "soll",
          "af",
          "out",
          "expense",
          "withdrawal",
          "belastung",
          "lastschrift",
          "debet",
          "debito",
          "cargo",
          "-");
  static final Set<String> CREDIT_WORDS =
      Set.of(
          "credit",
          "c",
          "cr",
          "crdt",
          "k",
          "h",
          "haben",
          "bij",
          "in",
          "income",
          "deposit",
          "gutschrift",
          "kredit",
          "credito",
          "abono",
          "+");

  private final Map<CsvRole, List<Integer>> columns = new EnumMap<>(CsvRole.class);

  private CsvColumns() {}

  int of(CsvRole role) {
    List<Integer> found = columns.getOrDefault(role, List.of());
    return found.isEmpty() ? -1 : found.getFirst();
  }

  List<Integer> all(CsvRole role) {
    return columns.getOrDefault(role, List.of());
  }

  static CsvColumns of(List<String> titles, List<CsvRecord> sample, ReadOptions options) {
    CsvColumns columns = new CsvColumns();
    for (CsvRole role : CsvRole.values()) {
      columns.chosen(role, titles, options);
    }
    for (CsvRole role : CsvRole.values()) {
      if (!columns.columns.containsKey(role)) {
        columns.byTitle(role, titles, sample);
      }
    }
    if (columns.of(CsvRole.DATE) < 0) {
      columns.byCells(CsvRole.DATE, sample);
    }
    if (columns.of(CsvRole.AMOUNT) < 0
        && columns.of(CsvRole.CREDIT) < 0
        && columns.of(CsvRole.DEBIT) < 0) {
      columns.byCells(CsvRole.AMOUNT, sample);
    }
    if (columns.of(CsvRole.DIRECTION) < 0 && titles.isEmpty()) {
      columns.byCells(CsvRole.DIRECTION, sample);
    }
    if (columns.of(CsvRole.TEXT) < 0) {
      columns.textByCells(sample);
    }
    if (columns.of(CsvRole.CREDIT) >= 0 && columns.of(CsvRole.DEBIT) >= 0) {
      columns.columns.remove(CsvRole.AMOUNT);
    }
    return columns;
  }

  private void chosen(CsvRole role, List<String> titles, ReadOptions options) {
    Optional<String> names = options.value(ReadOptions.COLUMN + role.word());
    if (names.isEmpty()) {
      return;
    }
    List<Integer> found = new ArrayList<>();
    for (String name : names.get().split("\\|", -1)) {
      int index = titles.stream().map(String::strip).toList().indexOf(name.strip());
      if (index < 0 && name.strip().matches("\\d{1,3}")) {
        index = Integer.parseInt(name.strip()) - 1;
      }
      if (index >= 0) {
        found.add(index);
      }
    }
    columns.put(role, found);
  }

  private void byTitle(CsvRole role, List<String> titles, List<CsvRecord> sample) {
    Set<Integer> taken = new HashSet<>();
    if (role != CsvRole.NOTE) {
      columns.values().forEach(taken::addAll);
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      if (!taken.contains(i) && role.rank(titles.get(i)) >= 0 && fits(role, i, sample)) {
        found.add(i);
      }
    }
    found.sort(java.util.Comparator.comparingInt(i -> role.rank(titles.get(i))));
    if (!found.isEmpty()) {
      columns.put(role, found);
    }
  }

  private static boolean fits(CsvRole role, int column, List<CsvRecord> sample) {
    List<String> cells = cells(column, sample);
    return switch (role) {
      case DATE -> cells.isEmpty() || cells.stream().anyMatch(Dates::isDate);
      case AMOUNT, BALANCE -> cells.isEmpty() || cells.stream().anyMatch(Amounts::isAmount);
      case CREDIT, DEBIT -> cells.stream().noneMatch(CsvColumns::isDirection);
      case CURRENCY -> cells.stream().allMatch(c -> c.strip().length() <= 4);
      case DIRECTION -> mostlyDirections(cells);
      case TEXT, NOTE, ACCOUNT, ID, CATEGORY -> true;
    };
  }

  private static List<String> cells(int column, List<CsvRecord> sample) {
    return sample.stream().map(r -> r.cell(column)).filter(c -> !c.isBlank()).toList();
  }

  private static boolean isDirection(String cell) {
    String word = cell.strip().toLowerCase(Locale.ROOT);
    return DEBIT_WORDS.contains(word) || CREDIT_WORDS.contains(word);
  }

  private static boolean mostlyDirections(List<String> cells) {
    long known = cells.stream().filter(CsvColumns::isDirection).count();
    return known > 0 && known * 2 > cells.size();
  }

  private void byCells(CsvRole role, List<CsvRecord> sample) {
    int width = sample.stream().mapToInt(r -> r.cells().size()).max().orElse(0);
    int best = -1;
    double bestShare = 0.5;
    for (int i = 0; i < width; i++) {
      int column = i;
      List<String> cells = cells(column, sample);
      if (cells.isEmpty() || columns.values().stream().anyMatch(c -> c.contains(column))) {
        continue;
      }
      double share =
          switch (role) {
            case DATE -> share(cells, Dates::isDate);
            case DIRECTION -> share(cells, CsvColumns::isDirection);
            default ->
                share(cells, c -> Amounts.isAmount(c) && !Dates.isDate(c))
                    * (cells.stream().anyMatch(c -> c.matches(".*\\d[.,]\\d{2}\\D*")) ? 1 : 0.6);
          };
      if (share > bestShare) {
        best = i;
        bestShare = share;
      }
    }
    if (best >= 0) {
      columns.put(role, List.of(best));
    }
  }

  private static double share(List<String> cells, java.util.function.Predicate<String> fits) {
    return (double) cells.stream().filter(fits).count() / cells.size();
  }

  private void textByCells(List<CsvRecord> sample) {
    int width = sample.stream().mapToInt(r -> r.cells().size()).max().orElse(0);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int column = i;
      boolean taken = columns.values().stream().anyMatch(c -> c.contains(column));
      List<String> cells = cells(column, sample);
      if (!taken
          && !cells.isEmpty()
          && cells.stream().anyMatch(c -> c.chars().anyMatch(Character::isLetter))
          && share(cells, Dates::isDate) < 0.5) {
        found.add(i);
      }
    }
    if (found.isEmpty() && of(CsvRole.NOTE) >= 0) {
      found.add(of(CsvRole.NOTE));
      columns.remove(CsvRole.NOTE);
    }
    columns.put(CsvRole.TEXT, found);
  }
}
