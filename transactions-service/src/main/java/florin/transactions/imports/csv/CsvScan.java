package florin.transactions.imports.csv;

import florin.transactions.imports.column.BalanceSigns;
import florin.transactions.imports.column.CsvColumns;
import florin.transactions.imports.column.CsvDirections;
import florin.transactions.imports.column.CsvLayout;
import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.AmountForms;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Amounts.DecimalSign;
import florin.transactions.imports.text.DateOrders;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import florin.transactions.imports.text.FileCharacters;
import florin.transactions.imports.text.FileSettings;
import florin.transactions.imports.text.YearlessDates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first pass over a file: collects the facts that decide how its values are read. */
final class CsvScan {

  private static final List<CsvRole> AMOUNTS =
      List.of(CsvRole.AMOUNT, CsvRole.CREDIT, CsvRole.DEBIT);

  private static final int MOST_TRANSFERS = 20_000;

  private static final Pattern DAY =
      Pattern.compile("(?<!\\d)\\d{2}([-./])\\d{2}\\1(?:\\d{4}|\\d{2})(?!\\d)");

  private static final Pattern EAST_ASIAN =
      Pattern.compile("[\\p{IsHan}\\p{IsHangul}\\p{IsHiragana}\\p{IsKatakana}]");

  /** Texts of rows that reduce the debt of a card. */
  private static final Pattern PAYMENT =
      Pattern.compile(
          "(?i)\\b(payment|thank you|autopay|refund|returned?|cashback|credit voucher|gutschrift"
              + "|zahlung|ihre zahlung|paiement|remboursement|betaling|pagamento|pago|betalning"
              + "|inbetalning|indbetaling|platba|splata|estorno|rimborso|reembolso)\\b");

  /** Texts with which banks thank for the payment of a card. */
  private static final Pattern RECEIVED =
      Pattern.compile(
          "(?i)payment[ -]+received|thank you|zahlung erhalten|besten dank|ihre zahlung"
              + "|paiement recu|paiement reçu|merci|pago recibido|betaling ontvangen");

  private final CsvColumns columns;
  private final CsvDirections directions;
  private final ReadOptions options;
  private final int titles;
  private final DateOrders dates = new DateOrders();
  private final Optional<BalanceSigns> balanceSigns;
  private final YearlessDates yearless = new YearlessDates();
  private final AmountForms all = new AmountForms();
  private final AmountForms withBalances = new AmountForms();
  private final AmountForms amounts = new AmountForms();
  private final AmountForms debits = new AmountForms();
  private String lastDate = "";
  private int records;
  private int wordDebits;
  private int signedWordDebits;
  private int serials;
  private int negativePayments;
  private int positivePayments;
  private int negativeReceived;
  private int positiveReceived;
  private int signedTransfers;

  /** The transfers of the file: day, amount, account and other account. */
  private final Set<String> transfers = new HashSet<>();

  CsvScan(
      CsvLayout layout,
      CsvColumns columns,
      CsvDirections directions,
      FileCharacters text,
      ReadOptions options) {
    this.columns = columns;
    this.directions = directions;
    this.options = options;
    this.titles = layout.titles().size();
    this.balanceSigns =
        options.value(ReadOptions.NEGATE).isPresent() ? Optional.empty() : columns.balanceSigns();
    layout.each(text, this::add);
    layout.preamble().forEach(line -> addDays(line.cells().getFirst()));
    layout.preamble().forEach(line -> yearless.addLine(line.cells().getFirst()));
  }

  /** A day before the header that can be read in one order only decides the order of all. */
  private void addDays(String line) {
    Matcher day = DAY.matcher(line);
    while (day.find()) {
      boolean one =
          Dates.date(day.group(), DateOrder.DMY).isPresent()
              != Dates.date(day.group(), DateOrder.MDY).isPresent();
      if (one && form(day.group()).equals(form(lastDate))) {
        dates.add(day.group());
      }
    }
  }

  private static String form(String date) {
    return date.replaceAll("[ T].*", "").replaceAll("\\d{1,2}", "0");
  }

  /** The amounts of a row that is longer than the header are as far from its end as the titles. */
  private CsvRecord shifted(CsvRecord read) {
    CsvRecord record = UnquotedDecimals.joined(read, titles, columns);
    int more = record.cells().size() - titles;
    int text = columns.of(CsvRole.TEXT);
    if (titles == 0 || more <= 0 || text < 0 || text + more >= record.cells().size()) {
      return record;
    }
    List<String> cells = new ArrayList<>(record.cells());
    boolean blank = cells.subList(titles, cells.size()).stream().allMatch(String::isBlank);
    cells.subList(text, text + more).clear();
    return blank ? record : record.with(cells);
  }

  private boolean add(CsvRecord read) {
    if (read.blank()) {
      return true;
    }
    CsvRecord record = shifted(read);
    String date = record.cell(columns.of(CsvRole.DATE));
    boolean same = date.equals(lastDate);
    boolean noYear = !same && YearlessDates.is(date);
    boolean dated = same || noYear || Dates.isDate(date);
    lastDate = dated ? date : lastDate;
    if (noYear) {
      yearless.add(date);
      dates.add(YearlessDates.completed(date));
    } else if (dated && !same) {
      dates.add(date);
    } else if (Dates.isSerial(date)) {
      serials++;
    }
    if (dated || Dates.isSerial(date)) {
      for (CsvRole role : AMOUNTS) {
        String cell = record.cell(columns.of(role));
        if (!cell.isBlank()) {
          all.add(cell);
          withBalances.add(cell);
        }
      }
      withBalances.add(record.cell(columns.of(CsvRole.BALANCE)));
      String amount = record.cell(columns.of(CsvRole.AMOUNT));
      int before = amounts.negative();
      amounts.add(amount);
      debits.add(record.cell(columns.of(CsvRole.DEBIT)));
      addSigns(record, amounts.negative() > before);
      balanceSigns.ifPresent(signs -> signs.add(record));
    }
    return ++records <= ReadFile.MOST_ROWS;
  }

  private void addSigns(CsvRecord record, boolean negative) {
    String word = record.cell(columns.of(CsvRole.DIRECTION));
    if (directions.way(word) < 0) {
      wordDebits++;
      signedWordDebits += negative ? 1 : 0;
    } else if (directions.isTransfer(word)) {
      signedTransfers += negative ? 1 : 0;
      if (transfers.size() < MOST_TRANSFERS) {
        transfers.add(transfer(record, CsvRole.ACCOUNT, CsvRole.TRANSFER));
      }
    }
    if (PAYMENT.matcher(record.cell(columns.of(CsvRole.TEXT))).find()) {
      negativePayments += negative ? 1 : 0;
      positivePayments += negative ? 0 : 1;
    }
    if (RECEIVED.matcher(record.cell(columns.of(CsvRole.TEXT))).find()) {
      negativeReceived += negative ? 1 : 0;
      positiveReceived += negative ? 0 : 1;
    }
  }

  private String transfer(CsvRecord record, CsvRole from, CsvRole to) {
    return Stream.of(CsvRole.DATE, CsvRole.AMOUNT, from, to)
        .map(role -> record.cell(columns.of(role)).strip())
        .collect(Collectors.joining("\n"));
  }

  /** Whether the file has a record of the other account of a transfer as well. */
  boolean hasOtherSide(CsvRecord record) {
    return transfers.size() >= MOST_TRANSFERS
        || transfers.contains(transfer(record, CsvRole.TRANSFER, CsvRole.ACCOUNT));
  }

  /** Whether the amounts of transfers have signs. */
  boolean signedTransfers() {
    return signedTransfers > 0;
  }

  FileSetting dateOrder(ReadOptions effective) {
    FileSetting setting = FileSettings.dateOrder(dates, effective);
    return yearless.any()
        ? new FileSetting(
            setting.name(),
            setting.origin(),
            setting.value(),
            setting.readings().stream().map(r -> new Reading(r.value(), "", "", "")).toList())
        : setting;
  }

  /** The dates that have no year. */
  YearlessDates yearless() {
    return yearless;
  }

  /**
   * By the amounts, else by the balances, which some banks write in another way. Currencies of East
   * Asia have no decimals, so a comma separates thousands.
   */
  FileSetting decimalSign(List<String> titles, ReadOptions effective) {
    boolean sure = all.decimalSign() == DecimalSign.POINT || all.decimalSign() == DecimalSign.COMMA;
    FileSetting setting = FileSettings.decimalSign(sure ? all : withBalances, effective);
    boolean eastAsian = titles.stream().anyMatch(title -> EAST_ASIAN.matcher(title).find());
    return setting.origin() == Origin.NEEDED && eastAsian
        ? new FileSetting(ReadOptions.DECIMAL_SIGN, Origin.DETECTED, ".", List.of())
        : setting;
  }

  boolean serials() {
    return serials > 0;
  }

  /** Whether this file writes all of its debits with a minus sign beside the word. */
  boolean signedDebits() {
    return wordDebits > 0 && wordDebits == signedWordDebits;
  }

  /** Whether a column of debits without one of credits has most debits without a minus. */
  boolean debitsArePositive() {
    return debits.positive() >= debits.negative();
  }

  /** Whether the balances prove the signs of amounts without any. */
  boolean signedByBalance() {
    return balanceSigns.isPresent() && amounts.negative() == 0 && !amounts.plus();
  }

  /** -1 for money out, 1 for money in, 0 if no balance proves it. */
  int signByBalance(CsvRecord record) {
    return balanceSigns.map(signs -> signs.sign(record)).orElse(0);
  }

  /** Amounts without any sign do not show which of them are money out. */
  FileSetting signRule(char decimalSign) {
    if (!columns.has(CsvRole.AMOUNT) || columns.has(CsvRole.DIRECTION)) {
      return FileSetting.of(options, ReadOptions.NEGATE, "false");
    }
    boolean unsigned = amounts.negative() == 0 && amounts.positive() > 0 && !amounts.plus();
    boolean inverse =
        amounts.negative() > 0
            && amounts.positive() > 0
            && (amounts.positive() > amounts.negative()
                    && negativePayments * 2 > amounts.negative()
                    && positivePayments * 4 < amounts.positive()
                || negativeReceived == amounts.negative() && positiveReceived == 0);
    if (options.value(ReadOptions.NEGATE).isPresent() || !unsigned && !inverse) {
      return FileSetting.of(options, ReadOptions.NEGATE, "false");
    }
    if (signedByBalance()) {
      return FileSetting.of(options, ReadOptions.NEGATE, "false");
    }
    if (columns.negatedByBalance()) {
      return FileSetting.of(options, ReadOptions.NEGATE, "true");
    }
    BigDecimal sum = amounts.sum(decimalSign);
    return new FileSetting(
        ReadOptions.NEGATE,
        Origin.NEEDED,
        "false",
        List.of(
            new Reading("false", "", "", sum.toPlainString()),
            new Reading("true", "", "", sum.negate().toPlainString())));
  }

  /** The sums of columns that may be the one of the amounts, in one pass over the file. */
  static List<BigDecimal> sums(
      CsvLayout layout, FileCharacters text, List<Integer> columns, char decimalSign) {
    List<BigDecimal> sums = new ArrayList<>(Collections.nCopies(columns.size(), BigDecimal.ZERO));
    layout.each(
        text,
        record -> {
          for (int i = 0; i < columns.size(); i++) {
            BigDecimal amount =
                Amounts.amount(record.cell(columns.get(i)), decimalSign).orElse(BigDecimal.ZERO);
            sums.set(i, sums.get(i).add(amount));
          }
          return true;
        });
    return sums;
  }
}
