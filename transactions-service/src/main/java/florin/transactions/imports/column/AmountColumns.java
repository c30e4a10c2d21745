package florin.transactions.imports.column;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the columns of amounts by their cells, where no title names them. */
final class AmountColumns {

  /** The most columns of amounts among which balances are searched. */
  private static final int MOST_BALANCES = 6;

  private static final Pattern DECIMALS = Pattern.compile(".*\\d[.,]\\d{2}\\D*");
  private static final Pattern NUMBER_TITLE =
      Pattern.compile(
          ".*\\b(no|nr|num|number|nummer|id|ref\\w*|code|zip|plz|year|month|day|iban)\\b.*");

  private final CsvColumns columns;
  private final List<String> titles;
  private final List<CsvRecord> sample;
  private final int width;

  AmountColumns(CsvColumns columns, List<String> titles, List<CsvRecord> sample, int width) {
    this.columns = columns;
    this.titles = titles;
    this.sample = sample;
    this.width = width;
  }

  void find() {
    List<Integer> found = new ArrayList<>();
    List<Integer> whole = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      List<String> cells = columns.cells(i);
      String title = i < titles.size() ? CsvRole.plain(titles.get(i)) : "";
      boolean amounts =
          CsvColumns.share(cells, c -> Amounts.isAmount(c) && !Dates.isDate(c)) > 0.8
              && !NUMBER_TITLE.matcher(title).matches()
              && CsvRole.OTHER.rank(title) < 0;
      if (amounts && columns.free(i)) {
        boolean decimals = cells.stream().anyMatch(c -> DECIMALS.matcher(c).matches());
        (decimals ? found : whole).add(i);
      }
    }
    List<Integer> all = found.isEmpty() ? whole : found;
    if (all.isEmpty()) {
      return;
    }
    boolean few = all.size() <= MOST_BALANCES;
    if (!few || !pairByCells(all) && !balanceByCells(all) && !balanceBeforeByCells(all)) {
      List<Integer> full =
          all.stream().filter(i -> columns.cells(i).size() * 10 >= sample.size() * 9).toList();
      columns.put(CsvRole.AMOUNT, List.of(full.isEmpty() ? all.getFirst() : full.getFirst()));
      if (full.size() > 1) {
        columns.openAmounts(full);
      }
    }
  }

  /** The column that is filled where the one of credits, or debits, is not. */
  void findOtherSide() {
    int known = columns.of(columns.has(CsvRole.CREDIT) ? CsvRole.CREDIT : CsvRole.DEBIT);
    for (int i = 0; i < width && sample.size() > 1; i++) {
      int other = i;
      if (columns.free(i)
          && !columns.cells(i).isEmpty()
          && CsvColumns.share(columns.cells(i), c -> Amounts.isAmount(c) && !Dates.isDate(c)) > 0.8
          && sample.stream().allMatch(r -> states(r, known) != states(r, other))) {
        columns.put(columns.has(CsvRole.CREDIT) ? CsvRole.DEBIT : CsvRole.CREDIT, List.of(i));
        return;
      }
    }
  }

  /** Whether a cell has an amount that is not 0. */
  static boolean states(CsvRecord record, int column) {
    return record.cell(column).chars().anyMatch(c -> c >= '1' && c <= '9');
  }

  /** Two columns of which each record fills one; a third one may be their balance. */
  private boolean pairByCells(List<Integer> all) {
    for (int i = 1; i < all.size(); i++) {
      int first = all.get(i - 1);
      int second = all.get(i);
      if (exclusive(first, second)) {
        Optional<Integer> balance =
            columns.has(CsvRole.BALANCE)
                ? Optional.of(columns.of(CsvRole.BALANCE))
                : all.stream().filter(c -> c != first && c != second).findFirst();
        CsvBalances balances = new CsvBalances(sample);
        boolean swapped = balance.filter(b -> balances.run(second, first, b)).isPresent();
        columns.openPair(!swapped && balance.filter(b -> balances.run(first, second, b)).isEmpty());
        columns.put(CsvRole.DEBIT, List.of(swapped ? second : first));
        columns.put(CsvRole.CREDIT, List.of(swapped ? first : second));
        if (!columns.has(CsvRole.BALANCE)) {
          balance.ifPresent(b -> columns.put(CsvRole.BALANCE, List.of(b)));
        }
        return true;
      }
    }
    return false;
  }

  /** A column of which another one is the running balance. */
  private boolean balanceByCells(List<Integer> all) {
    CsvBalances balances = new CsvBalances(sample);
    for (int amount : all) {
      for (int balance : all) {
        if (amount != balance
            && !columns.has(CsvRole.BALANCE)
            && (balances.run(-1, amount, balance) || balances.differ(all, amount, balance))) {
          columns.put(CsvRole.BALANCE, List.of(balance));
          columns.put(CsvRole.AMOUNT, List.of(amount));
          return true;
        }
      }
    }
    return false;
  }

  /** A column of which another one is the balance before the record, which is of no use. */
  private boolean balanceBeforeByCells(List<Integer> all) {
    CsvBalances balances = new CsvBalances(sample);
    for (int amount : all) {
      for (int balance : all) {
        if (amount != balance && balances.runBefore(amount, balance)) {
          List<Integer> others = new ArrayList<>(columns.all(CsvRole.OTHER));
          others.add(balance);
          columns.put(CsvRole.OTHER, others);
          columns.put(CsvRole.AMOUNT, List.of(amount));
          return true;
        }
      }
    }
    return false;
  }

  /** Whether each record fills one of the two columns. */
  private boolean exclusive(int first, int second) {
    return sample.size() > 1
        && !columns.cells(first).isEmpty()
        && !columns.cells(second).isEmpty()
        && sample.stream().allMatch(r -> r.cell(first).isBlank() != r.cell(second).isBlank());
  }
}
