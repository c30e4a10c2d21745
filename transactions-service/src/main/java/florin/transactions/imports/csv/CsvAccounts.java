package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvRecords;
import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The accounts that a file names, in its rows or before its header, with closing balances. */
final class CsvAccounts {

  private static final int MOST_ACCOUNTS = 1_000;
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}");
  private static final Pattern DAY = Pattern.compile("\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}");

  private static final Pattern DATED =
      Pattern.compile("(.*\\d.*?)\\s+(?:as of|as at|per|am|vom|op)\\s+([\\d./-]{8,10})");
  private static final Pattern CURRENCY_BEHIND =
      Pattern.compile("(.*\\d.*)\\(\\s*([A-Z]{3})\\s*\\)");
  private static final Pattern LABELLED = Pattern.compile(".{2,40}\\S ?: ?\\S.*");

  private static final Pattern BARS = Pattern.compile("\\s+\\|\\s+");

  /** The number of an account that stands alone in a line. */
  private static final Pattern ACCOUNT_NUMBER =
      Pattern.compile("\\d{2,6}(?:-\\d{2,12}){2,3}|[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}");

  /** Titles of the day of a balance that is stated beside it. */
  private static final Set<String> ENDS =
      Set.of(
          "date",
          "datum",
          "date end",
          "end date",
          "to date",
          "statement as at",
          "kontoauszug bis",
          "tot boekingsdatum",
          "datum uur van het laatste saldo",
          "date de fin de telechargement",
          "data fim");

  private static final Set<String> RANGES =
      Set.of("periodo", "period", "zeitraum", "periode", "statement period");

  /** The balance after a row; open if several rows of one day compete. */
  private static final class Closing {
    private String currency = "";
    private Optional<LocalDate> first = Optional.empty();
    private Optional<LocalDate> last = Optional.empty();
    private Optional<BigDecimal> firstBalance = Optional.empty();
    private Optional<BigDecimal> lastBalance = Optional.empty();
    private int rows;
  }

  private final Map<String, Closing> closings = new LinkedHashMap<>();
  private String label = "";
  private String account = "";
  private String currency = "";
  private Optional<BigDecimal> balance = Optional.empty();
  private Optional<LocalDate> balanceDate = Optional.empty();
  private Optional<LocalDate> periodEnd = Optional.empty();
  private boolean numbered;

  CsvAccounts(List<CsvRecord> preamble, char delimiter, char sign) {
    for (CsvRecord line : preamble) {
      preamble(CsvRecords.all(line.cells().getFirst(), 1, delimiter, 1), sign);
    }
  }

  private void preamble(List<CsvRecord> records, char sign) {
    List<String> cells =
        records.stream()
            .flatMap(r -> r.cells().stream())
            .flatMap(BARS::splitAsStream)
            .map(String::strip)
            .filter(c -> !c.isEmpty())
            .toList();
    if (cells.isEmpty()) {
      return;
    }
    boolean alone = cells.size() == 1;
    if (alone && account.isEmpty() && ACCOUNT_NUMBER.matcher(cells.getFirst()).matches()) {
      account(cells.getFirst(), true);
      return;
    }
    String before = label;
    label = alone ? cells.getFirst() : "";
    if (alone && isLabel(before)) {
      labelled(before, cells.getFirst(), sign);
      return;
    }
    for (int i = 0; i < cells.size(); i++) {
      String title = cells.get(i).replaceFirst(":[-\\s]*$", "");
      String value = i == 0 && cells.size() > 1 ? cells.get(1) : "";
      int colon = title.indexOf(':');
      if (colon > 0
          && (value.isEmpty()
              || LABELLED.matcher(value).matches() && LABELLED.matcher(cells.get(i)).matches()
              || cells.stream().skip(i).allMatch(c -> LABELLED.matcher(c).matches()))) {
        value = title.substring(colon + 1).replaceFirst("^-", "").strip();
        title = title.substring(0, colon);
      }
      if (!value.isEmpty()) {
        labelled(title.strip(), value, sign);
      }
    }
  }

  /** Whether a line names the account or its currency, with the value in the next line. */
  private static boolean isLabel(String line) {
    return CsvRole.ACCOUNT.rank(line) >= 0 || CsvRole.CURRENCY.rank(line) >= 0;
  }

  private void labelled(String title, String value, char sign) {
    Matcher day = DAY.matcher(title);
    String words =
        DAY.matcher(title).replaceAll("").replaceAll("(?i)\\b(vom|am|as of|as on|per|at)\\b", "");
    boolean names = CsvRole.ACCOUNT.rank(words) >= 0 || words.strip().equalsIgnoreCase("IBAN");
    boolean number = value.chars().anyMatch(Character::isDigit);
    if ((names || IBAN.matcher(value).matches()) && (account.isEmpty() || number && !numbered)) {
      account(value, number);
    } else if (CsvRole.CURRENCY.rank(words) >= 0 && value.matches("[A-Za-z]{3}")) {
      currency = value;
    } else if (CsvRole.BALANCE.rank(words) >= 0
        && !title.toLowerCase(Locale.ROOT).matches(".*(avail|verf|dispo).*")) {
      balance(value, day.find() ? day.group() : "", sign);
    } else if (ENDS.contains(CsvRole.plain(title)) || RANGES.contains(CsvRole.plain(title))) {
      Matcher end = DAY.matcher(value);
      while (end.find()) {
        periodEnd = Dates.date(end.group(), DateOrder.DMY);
      }
    }
  }

  private void account(String value, boolean number) {
    String stated = value.replaceFirst("^_", "").replaceFirst("(?i) for the period.*", "");
    Matcher marked = CURRENCY_BEHIND.matcher(stated);
    account = marked.matches() ? marked.group(1).strip() : stated;
    currency = marked.matches() && currency.isEmpty() ? marked.group(2) : currency;
    numbered = number;
  }

  private void balance(String stated, String titleDay, char sign) {
    Matcher dated = DATED.matcher(stated);
    String value = dated.matches() ? dated.group(1) : stated;
    String day = dated.matches() ? dated.group(2) : titleDay;
    Optional<BigDecimal> amount =
        Amounts.amount(value, sign).or(() -> Amounts.amount(value, sign == '.' ? ',' : '.'));
    if (balance.isPresent() || amount.isEmpty()) {
      return;
    }
    balance = amount;
    balanceDate = day.isEmpty() ? Optional.empty() : Dates.date(day, DateOrder.DMY);
    currency = currency.isEmpty() ? Amounts.currency(value) : currency;
  }

  String preambleAccount() {
    return account;
  }

  String preambleCurrency() {
    return currency;
  }

  void add(Values row) {
    if (closings.size() >= MOST_ACCOUNTS && !closings.containsKey(row.account())) {
      return;
    }
    Closing closing = closings.computeIfAbsent(row.account(), name -> new Closing());
    if (closing.rows++ == 0) {
      closing.currency = row.currency();
      closing.first = Optional.of(row.date());
      closing.firstBalance = row.balance();
    }
    closing.last = Optional.of(row.date());
    closing.lastBalance = row.balance();
  }

  List<FileAccount> all() {
    return closings.entrySet().stream()
        .map(entry -> account(entry.getKey(), entry.getValue()))
        .filter(a -> !a.name().isEmpty() || a.balance().isPresent())
        .toList();
  }

  private FileAccount account(String name, Closing closing) {
    LocalDate first = closing.first.orElse(LocalDate.MIN);
    LocalDate last = closing.last.orElse(LocalDate.MIN);
    boolean newestFirst = first.isAfter(last);
    boolean known = closing.rows == 1 || !first.equals(last);
    Optional<BigDecimal> closes = newestFirst ? closing.firstBalance : closing.lastBalance;
    Optional<LocalDate> newest = newestFirst ? closing.first : closing.last;
    if (closings.size() == 1 && balance.isPresent()) {
      boolean same = known && closes.map(c -> c.compareTo(balance.get()) == 0).orElse(false);
      return new FileAccount(
          name, "", closing.currency, balance, balanceDate.or(() -> same ? newest : periodEnd));
    }
    return new FileAccount(
        name,
        "",
        closing.currency,
        known ? closes : Optional.empty(),
        known && closes.isPresent() ? newest : Optional.empty());
  }
}
