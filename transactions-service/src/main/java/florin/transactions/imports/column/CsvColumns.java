package florin.transactions.imports.column;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.YearlessDates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which column has which meaning: by setting, by title, else by its cells; -1 for none. */
public final class CsvColumns {

  private static final int SHORT_TEXT = 10;

  private static final Pattern ACCOUNT_TITLE = Pattern.compile("\\b(iban|bic|swift|blz)\\b");

  private final Map<CsvRole, List<Integer>> columns = new EnumMap<>(CsvRole.class);

  /** Roles for which the user named no column of the file: nothing takes its place. */
  private final Set<CsvRole> notFound = EnumSet.noneOf(CsvRole.class);

  private final List<String> titles;
  private List<CsvRecord> sample;
  private final CsvDirections directions;
  private final int width;
  private final List<Integer> openAmounts = new ArrayList<>();
  private boolean openPair;
  private boolean accountIsChosen;

  private CsvColumns(List<String> titles, List<CsvRecord> sample, CsvDirections directions) {
    this.titles = titles;
    this.sample = titles.isEmpty() ? CsvWidths.mostOf(sample) : sample;
    this.directions = directions;
    this.width = this.sample.stream().mapToInt(r -> r.cells().size()).max().orElse(0);
  }

  public static CsvColumns of(
      List<String> titles, List<CsvRecord> sample, CsvDirections directions, ReadOptions options) {
    CsvColumns columns = new CsvColumns(titles, sample, directions);
    for (CsvRole role : CsvRole.values()) {
      columns.chosen(role, options);
    }
    columns.accountIsChosen = columns.columns.containsKey(CsvRole.ACCOUNT);
    columns.byTitle();
    columns.bySimilarTitle();
    columns.byCells();
    columns.notFound.forEach(role -> columns.columns.put(role, List.of()));
    return columns;
  }

  public int of(CsvRole role) {
    List<Integer> found = columns.getOrDefault(role, List.of());
    return found.isEmpty() ? -1 : found.getFirst();
  }

  public List<Integer> all(CsvRole role) {
    return columns.getOrDefault(role, List.of());
  }

  public boolean has(CsvRole role) {
    return of(role) >= 0;
  }

  /** Whether the balances prove that the amounts without a sign are those that reduce them. */
  public boolean negatedByBalance() {
    CsvBalances balances = new CsvBalances(sample);
    return has(CsvRole.AMOUNT)
        && has(CsvRole.BALANCE)
        && balances.runNegated(of(CsvRole.AMOUNT), of(CsvRole.BALANCE))
        && !balances.run(-1, of(CsvRole.AMOUNT), of(CsvRole.BALANCE));
  }

  /** The signs that the balances prove of amounts without any. */
  public Optional<BalanceSigns> balanceSigns() {
    return has(CsvRole.AMOUNT) && has(CsvRole.BALANCE) && !has(CsvRole.DIRECTION)
        ? BalanceSigns.of(sample, of(CsvRole.AMOUNT), of(CsvRole.BALANCE))
        : Optional.empty();
  }

  /** Columns of amounts between which nothing decides. */
  public List<Integer> openAmounts() {
    return openAmounts;
  }

  void openAmounts(List<Integer> open) {
    openAmounts.addAll(open);
  }

  void openPair(boolean open) {
    openPair = open;
  }

  void put(CsvRole role, List<Integer> found) {
    columns.put(role, found);
  }

  /** Whether nothing decides which of the two columns of amounts has the debits. */
  public boolean openPair() {
    return openPair;
  }

  private void chosen(CsvRole role, ReadOptions options) {
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
    if (found.isEmpty()) {
      notFound.add(role);
    }
  }

  boolean free(int column) {
    return columns.values().stream().noneMatch(taken -> taken.contains(column));
  }

  private void byTitle() {
    Map<CsvRole, List<Integer>> found = new EnumMap<>(CsvRole.class);
    for (int i = 0; i < titles.size(); i++) {
      for (CsvRole role : CsvRole.values()) {
        if (free(i) && role.rank(titles.get(i)) >= 0 && fits(role, i)) {
          found.computeIfAbsent(role, r -> new ArrayList<>()).add(i);
          break;
        }
      }
    }
    found.forEach(
        (role, list) -> {
          boolean unused =
              (role == CsvRole.DATE || role == CsvRole.AMOUNT)
                  && !sample.isEmpty()
                  && list.stream().allMatch(i -> cells(i).isEmpty());
          if (unused) {
            return;
          }
          if (role == CsvRole.TEXT && list.stream().anyMatch(i -> hasTitle(i, "tegenpartij"))) {
            list.removeIf(i -> CsvRole.plain(titles.get(i)).equals("naam"));
          }
          list.sort(
              Comparator.comparing((Integer i) -> cells(i).isEmpty())
                  .thenComparing(i -> role == CsvRole.ID && !identifies(i))
                  .thenComparing(i -> role == CsvRole.TEXT && hasAccountNumbers(i))
                  .thenComparing(i -> role == CsvRole.TEXT && isConstant(i))
                  .thenComparing(i -> role.rank(titles.get(i))));
          columns.putIfAbsent(
              role, role == CsvRole.AMOUNT ? CurrencyColumns.amounts(list, titles) : list);
        });
    CurrencyColumns.separate(columns, titles, this::cellsOfAll);
  }

  private boolean hasTitle(int column, String part) {
    return CsvRole.plain(titles.get(column)).contains(part);
  }

  private void bySimilarTitle() {
    for (CsvRole role : List.of(CsvRole.DATE, CsvRole.CREDIT, CsvRole.DEBIT, CsvRole.AMOUNT)) {
      boolean amounts = has(CsvRole.AMOUNT) || has(CsvRole.CREDIT) && has(CsvRole.DEBIT);
      if (!has(role) && (role == CsvRole.DATE || !amounts)) {
        similar(role);
      }
    }
    for (CsvRole role : List.of(CsvRole.BALANCE, CsvRole.TEXT, CsvRole.CURRENCY)) {
      if (!has(role)) {
        similar(role);
      }
    }
    if (!has(CsvRole.DATE) && has(CsvRole.VALUE_DATE)) {
      columns.put(CsvRole.DATE, all(CsvRole.VALUE_DATE));
      columns.remove(CsvRole.VALUE_DATE);
    }
  }

  private void similar(CsvRole role) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      boolean number =
          role == CsvRole.TEXT && ACCOUNT_TITLE.matcher(CsvRole.plain(titles.get(i))).find();
      if (free(i)
          && !number
          && role.similar(titles.get(i)) >= 0
          && fits(role, i)
          && !cells(i).isEmpty()) {
        found.add(i);
      }
    }
    found.sort(Comparator.comparingInt(i -> role.similar(titles.get(i))));
    if (!found.isEmpty()) {
      columns.put(role, found);
    }
  }

  private boolean fits(CsvRole role, int column) {
    List<String> cells = cells(column);
    if (cells.isEmpty()) {
      return role != CsvRole.DIRECTION;
    }
    return switch (role) {
      case DATE, VALUE_DATE ->
          cells.stream().anyMatch(Dates::isDate)
              || cells.stream().allMatch(Dates::isSerial)
              || share(cells, YearlessDates::is) > 0.8;
      case AMOUNT, BALANCE, FEE, ORIGINAL_AMOUNT -> share(cells, Amounts::isAmount) > 0.3;
      case CREDIT, DEBIT -> !directions.mostly(cells) && cells.stream().anyMatch(Amounts::isAmount);
      case CURRENCY, ORIGINAL_CURRENCY -> cells.stream().allMatch(c -> c.strip().length() <= 4);
      case DIRECTION -> directions.mostly(cells);
      case TEXT -> !directions.mostly(cells);
      case STATUS, NOTE, ACCOUNT, ID, CATEGORY, GROUP, TAGS, CHECK_NUMBER, TRANSFER, OTHER -> true;
    };
  }

  /** The cells of a column in the first records, without blank ones. */
  public List<String> cells(int column) {
    return sample.stream().map(r -> r.cell(column)).filter(c -> !c.isBlank()).toList();
  }

  private List<String> cellsOfAll(int column) {
    return sample.stream().map(record -> record.cell(column).strip()).toList();
  }

  private void byCells() {
    if (!has(CsvRole.DATE)) {
      best(CsvRole.DATE, Dates::isDate, 0.5);
    }
    List<CsvRecord> dated =
        sample.stream().filter(r -> Dates.isDate(r.cell(of(CsvRole.DATE)))).toList();
    sample = dated.isEmpty() ? sample : dated;
    if (!has(CsvRole.AMOUNT) && !has(CsvRole.CREDIT) && !has(CsvRole.DEBIT)) {
      amounts().find();
    } else if (!has(CsvRole.AMOUNT) && has(CsvRole.CREDIT) != has(CsvRole.DEBIT)) {
      amounts().findOtherSide();
    }
    if (has(CsvRole.CREDIT) && has(CsvRole.DEBIT)) {
      boolean totals =
          has(CsvRole.AMOUNT)
              && !sample.isEmpty()
              && sample.stream()
                  .allMatch(
                      r ->
                          AmountColumns.states(r, of(CsvRole.CREDIT))
                              && AmountColumns.states(r, of(CsvRole.DEBIT)));
      (totals ? List.of(CsvRole.CREDIT, CsvRole.DEBIT) : List.of(CsvRole.AMOUNT))
          .forEach(columns::remove);
    }
    if (!has(CsvRole.DIRECTION)) {
      best(CsvRole.DIRECTION, this::isDirection, titles.isEmpty() ? 0.5 : 0.99);
    }
    if (!has(CsvRole.CURRENCY)) {
      CurrencyColumns.of(width, this::free, this::cells, of(CsvRole.AMOUNT), sample.size())
          .ifPresent(i -> columns.put(CsvRole.CURRENCY, List.of(i)));
    }
    if (!accountIsChosen && all(CsvRole.ACCOUNT).stream().anyMatch(i -> isOfOthers(i))) {
      accountsOfOthers();
    }
    accountByCells();
    if (!has(CsvRole.TEXT)) {
      textByCells();
    }
  }

  private AmountColumns amounts() {
    return new AmountColumns(this, titles, sample, width);
  }

  private boolean isDirection(String cell) {
    return directions.way(cell) != 0 && cell.chars().anyMatch(Character::isLetter);
  }

  private void best(CsvRole role, Predicate<String> fits, double more) {
    int best = -1;
    double bestShare = more;
    for (int i = 0; i < width; i++) {
      List<String> cells = cells(i);
      boolean titled = role != CsvRole.DATE && i < titles.size() && CsvRole.known(titles.get(i));
      boolean sparse =
          role == CsvRole.DIRECTION && !titles.isEmpty() && cells.size() * 10 < sample.size() * 9;
      double share = cells.isEmpty() || titled || sparse || !free(i) ? 0 : share(cells, fits);
      if (share > bestShare) {
        best = i;
        bestShare = share;
      }
    }
    if (best >= 0) {
      columns.put(role, List.of(best));
    }
  }

  /** Whether a column of ids has one of its own for nearly every record. */
  private boolean identifies(int column) {
    List<String> cells = cells(column);
    return cells.size() * 10 >= sample.size() * 9
        && cells.stream().distinct().count() == cells.size();
  }

  private boolean hasAccountNumbers(int column) {
    return AccountNumbers.fill(cells(column));
  }

  /** Whether the numbers of a column are those of the payees: often blank, or seldom the same. */
  private boolean isOfOthers(int column) {
    List<String> cells = cells(column);
    long distinct = cells.stream().distinct().count();
    return hasAccountNumbers(column)
        && (cells.size() * 10 < sample.size() * 9 && (distinct > 1 || cells.size() == 1)
            || cells.size() > 3 && distinct * 2 > cells.size());
  }

  private void accountsOfOthers() {
    List<Integer> others = new ArrayList<>(all(CsvRole.OTHER));
    List<Integer> own = new ArrayList<>();
    all(CsvRole.ACCOUNT).forEach(i -> (isOfOthers(i) ? others : own).add(i));
    columns.put(CsvRole.OTHER, others);
    columns.put(CsvRole.ACCOUNT, own);
  }

  private void accountByCells() {
    int iban = titles.stream().map(CsvRole::plain).toList().indexOf("iban");
    if (!has(CsvRole.ACCOUNT)) {
      AccountNumbers.ownColumn(width, i -> i == iban || free(i), this::cells, iban, sample.size())
          .ifPresent(i -> columns.put(CsvRole.ACCOUNT, List.of(i)));
    }
  }

  private boolean isConstant(int column) {
    return cells(column).size() > 1 && cells(column).stream().distinct().count() == 1;
  }

  static double share(List<String> cells, Predicate<String> fits) {
    return cells.isEmpty() ? 0 : (double) cells.stream().filter(fits).count() / cells.size();
  }

  private void textByCells() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      List<String> cells = cells(i);
      if (free(i)
          && cells.stream().anyMatch(c -> c.chars().anyMatch(Character::isLetter))
          && share(cells, Dates::isDate) < 0.5
          && share(cells, c -> c.strip().matches("[A-Z]{3}")) < 0.9) {
        found.add(i);
      }
    }
    boolean noted = all(CsvRole.NOTE).stream().anyMatch(column -> !cells(column).isEmpty());
    if (noted && (found.isEmpty() || !titles.isEmpty())) {
      found = new ArrayList<>(all(CsvRole.NOTE));
      columns.remove(CsvRole.NOTE);
    }
    found.sort(
        Comparator.comparing(this::hasAccountNumbers)
            .thenComparing(column -> length(cells(column)) < SHORT_TEXT));
    columns.put(CsvRole.TEXT, found);
  }

  private static double length(List<String> cells) {
    return cells.stream().mapToInt(String::length).average().orElse(0);
  }
}
