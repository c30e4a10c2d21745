package florin.transactions.imports.csv;

import florin.transactions.imports.csv.CsvRecords.CsvRecord;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The accounts that a file names, in its rows or before its header, with closing balances. */
final class CsvAccounts {

  private static final int MOST_ACCOUNTS = 1_000;
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}");
  private static final Pattern DAY = Pattern.compile("\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}");

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
  private String account = "";
  private String currency = "";
  private Optional<BigDecimal> balance = Optional.empty();
  private Optional<LocalDate> balanceDate = Optional.empty();

  CsvAccounts(List<CsvRecord> preamble, char delimiter, char sign) {
    for (CsvRecord line : preamble) {
      preamble(CsvRecords.all(line.cells().getFirst(), 1, delimiter, 1), sign);
    }
  }

  private void preamble(List<CsvRecord> records, char sign) {
    List<String> cells =
        records.stream()
            .flatMap(r -> r.cells().stream())
            .map(String::strip)
            .filter(c -> !c.isEmpty())
            .toList();
    if (cells.isEmpty()) {
      return;
    }
    String title = cells.getFirst().replaceFirst(":\\s*$", "");
    String value = cells.size() > 1 ? cells.get(1) : "";
    int colon = title.indexOf(':');
    if (value.isEmpty() && colon > 0) {
      value = title.substring(colon + 1).strip();
      title = title.substring(0, colon);
    }
    if (value.isEmpty()) {
      return;
    }
    Matcher day = DAY.matcher(title);
    String words =
        DAY.matcher(title).replaceAll("").replaceAll("(?i)\\b(vom|am|as of|per|at)\\b", "");
    boolean names = CsvRole.ACCOUNT.rank(words) >= 0 || words.strip().equalsIgnoreCase("IBAN");
    if (account.isEmpty() && (names || IBAN.matcher(value).matches())) {
      account = value;
    } else if (CsvRole.CURRENCY.rank(words) >= 0 && value.matches("[A-Za-z]{3}")) {
      currency = value;
    } else if (CsvRole.BALANCE.rank(words) >= 0
        && !title.toLowerCase(Locale.ROOT).matches(".*(avail|verf|dispo).*")
        && Amounts.amount(value, sign).isPresent()) {
      balance = Amounts.amount(value, sign);
      balanceDate = day.find() ? Dates.date(day.group(), DateOrder.DMY) : Optional.empty();
      currency = currency.isEmpty() ? Amounts.currency(value) : currency;
    }
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
          name,
          "",
          closing.currency,
          balance,
          balanceDate.or(() -> same ? newest : Optional.empty()));
    }
    return new FileAccount(
        name,
        "",
        closing.currency,
        known ? closes : Optional.empty(),
        known && closes.isPresent() ? newest : Optional.empty());
  }
}
