package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvColumns;
import florin.transactions.imports.column.CsvDirections;
import florin.transactions.imports.column.CsvLayout;
import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileMessages;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import florin.transactions.imports.text.FileSettings;
import florin.transactions.imports.text.FileText;
import florin.transactions.imports.text.YearlessDates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads files of separated values: each record becomes a row with a status and a reason. */
public final class CsvReader {

  private static final int SAMPLE = 200;

  /** Cells of a known export that stand for no value. */
  private static final Set<String> NO_VALUE = Set.of("", "0", "false", "not cleared");

  private static final Pattern PENDING =
      Pattern.compile(
          "(?i)offen|.*(pending|vorgemerkt|vormerk|en attente|pendiente|in behandeling|in sospeso"
              + "|pendente|authorised|authorized|reserviert|reserverad|reserverat|reservert|reserveret).*");
  private static final Pattern NOT_BOOKED =
      Pattern.compile(
          "(?i)(declined|reverted|failed|cancell?ed|denied|rejected|refused|expired|removed"
              + "|abgelehnt|storniert|fehlgeschlagen|annul[eé]e?|rechazad[ao]|geweigerd|交易关闭|交易失败)");
  private static final Pattern BALANCE_TEXT =
      Pattern.compile(
          "(?i)(anfangssaldo|endsaldo|schlusssaldo|s a l d o|(alter|neuer) kontostand|saldo"
              + " (inicial|final|anterior|do dia|atual|iniziale|finale|contabile|disponibile)|saldo"
              + " (total )?dispon[ií]vel( dia)?|saldo (contabile"
              + " )?(iniziale|finale)|(beginning|ending|opening|closing) balance|balance"
              + " (brought|carried) forward|solde (initial|final|pr[eé]c[eé]dent)|ancien"
              + " solde|nouveau solde|beginsaldo|eindsaldo|ing[aå]ende saldo|utg[aå]ende"
              + " saldo|saldo"
              + " (pocz[aą]tkowe|ko[nń]cowe)|algsaldo|l[oõ]ppsaldo|k[aä]ive|turnover|s[aā]kuma"
              + " atlikums|beigu atlikums|apgroz[iī]jums|likutis (prad[zž]iai|pabaigai)|apyvarta)");
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?i).*\\b(sub ?totals?|totals?|totale|summe|zwischensumme|gesamt\\p{L}*|saldo|kontostand"
              + "|anfangssaldo|endsaldo|balance|solde|suma|sum)\\b.*");

  private final FileText text;
  private final ReadOptions options;
  private final CsvLayout layout;
  private final Optional<CsvProfile> profile;
  private final CsvColumns columns;
  private final CsvScan scan;
  private final FileSetting dateOrder;
  private final FileSetting decimalSign;
  private final FileSetting direction;
  private final DateOrder order;
  private final List<FileSetting> year;
  private final char sign;
  private final CsvAmount.Rule amounts;
  private final CsvAccounts accounts;
  private final CsvValues values;
  private final CsvRows rows;
  private final FileMessages messages;
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private int count;
  private int previous;
  private final boolean net;
  private String lastStated = "";
  private Optional<LocalDate> lastDate = Optional.empty();

  private CsvReader(FileText text, ReadOptions options, Consumer<FileRow> rows) {
    this.text = text;
    this.options = options;
    this.messages = new FileMessages(text.messages());
    this.layout = CsvLayout.of(text.text(), options);
    this.profile = CsvProfile.of(layout.titles());
    ReadOptions effective = profile.map(p -> p.with(options)).orElse(options);
    List<CsvRecord> sample = new ArrayList<>();
    layout.each(
        text.text(), record -> (record.blank() || sample.add(record)) && sample.size() < SAMPLE);
    CsvDirections directions = CsvDirections.of(options);
    this.columns = CsvColumns.of(layout.titles(), sample, directions, effective);
    this.scan = new CsvScan(layout, columns, directions, text.text(), effective);
    this.dateOrder = CsvSettings.own(scan.dateOrder(effective), options);
    this.order = FileSettings.order(dateOrder.value()).orElse(DateOrder.YMD);
    this.year =
        scan.yearless().any() ? List.of(scan.yearless().setting(options, order)) : List.of();
    this.decimalSign = CsvSettings.own(scan.decimalSign(layout.titles(), effective), options);
    this.sign = decimalSign.value().charAt(0);
    this.direction = CsvSettings.own(scan.signRule(sign), options);
    this.amounts =
        new CsvAmount.Rule(columns, directions, scan, sign, direction.value().equals("true"));
    this.net =
        columns.has(CsvRole.AMOUNT)
            && columns.of(CsvRole.AMOUNT) < layout.titles().size()
            && CsvRole.plain(layout.titles().get(columns.of(CsvRole.AMOUNT))).contains("net");
    this.accounts = new CsvAccounts(layout.preamble(), layout.delimiter(), sign);
    this.values = new CsvValues(columns, layout.titles(), profile, accounts, order, sign);
    this.rows =
        new CsvRows(
            profile,
            layout.titles(),
            sign,
            row -> {
              row.values().ifPresent(accounts::add);
              rows.accept(row);
            });
  }

  /** Whether this is the title of a column in a known export. */
  public static boolean isTitle(String cell) {
    return CsvRole.known(cell);
  }

  public static ReadFile read(FileText text, ReadOptions options, Consumer<FileRow> rows) {
    return new CsvReader(text, options, rows).read();
  }

  private ReadFile read() {
    for (CsvRecord before : layout.preamble()) {
      rows.other(not(before, Status.NOT_A_TRANSACTION, "before the header"));
    }
    layout.each(text.text(), this::next);
    rows.flush();
    if (scan.serials()) {
      messages.add(0, "Dates are read from the day numbers of a spreadsheet.");
    }
    leftOut.forEach(
        (title, rows) ->
            messages.add(
                0, "The column " + title + " is not imported; rows with a value: " + rows + "."));
    if (count == 0) {
      messages.add(0, "The file has no records.");
    }
    return new ReadFile(
        FileFormat.CSV,
        profile.map(CsvProfile::title).orElse(""),
        new CsvSettings(text, options, layout, columns, sign)
            .all(
                Stream.concat(Stream.of(dateOrder, decimalSign, direction), year.stream())
                    .toList()),
        accounts.all(),
        List.of(),
        messages.all());
  }

  private boolean next(CsvRecord record) {
    if (record.blank()) {
      return true;
    }
    if (count >= ReadFile.MOST_ROWS) {
      messages.add(record.line(), "More than " + ReadFile.MOST_ROWS + " rows: not read.");
      return false;
    }
    count++;
    countLeftOut(record);
    if (record.unclosed()) {
      messages.add(record.line(), "A quote is not closed; the line stands alone.");
    }
    row(aligned(record));
    previous = record.line();
    return true;
  }

  /** Counts the values of the columns of a known export that nothing is imported of. */
  private void countLeftOut(CsvRecord record) {
    Set<String> titles = profile.map(CsvProfile::leftOut).orElse(Set.of());
    for (int i = 0; i < layout.titles().size() && !titles.isEmpty(); i++) {
      if (titles.contains(CsvRole.plain(layout.titles().get(i)))
          && !NO_VALUE.contains(record.cell(i).strip().toLowerCase(Locale.ROOT))
          && !record.cells().equals(layout.titles())) {
        leftOut.merge(layout.titles().get(i).strip(), 1, Integer::sum);
      }
    }
  }

  private void row(CsvRecord record) {
    if (!layout.titles().isEmpty() && record.cells().equals(layout.titles())) {
      rows.other(not(record, Status.NOT_A_TRANSACTION, "the header again"));
      return;
    }
    String stated = values.statedDate(record);
    boolean noYear = scan.yearless().any() && YearlessDates.is(stated);
    Optional<LocalDate> date =
        noYear
            ? scan.yearless().next(stated).flatMap(text -> Dates.date(text, order))
            : date(stated);
    String status = record.cell(columns.of(CsvRole.STATUS)).strip();
    if (record.unclosed()) {
      rows.other(not(record, Status.UNREADABLE, "a quote is not closed"));
    } else if (!status.isEmpty() && PENDING.matcher(status).matches()) {
      rows.other(not(record, Status.NOT_A_TRANSACTION, "pending: not booked yet"));
    } else if (!status.isEmpty() && NOT_BOOKED.matcher(status).matches()) {
      rows.other(not(record, Status.NOT_A_TRANSACTION, "status '" + status + "': never booked"));
    } else if (date.isEmpty() && noYear) {
      rows.other(
          not(
              record,
              Status.UNDECIDED,
              "date: '" + stated + "' without a year (expected: the setting year)"));
    } else if (date.isEmpty()) {
      rows.other(undated(record, stated));
    } else {
      dated(record, date.get());
    }
  }

  /** The rows of a day follow one another in most files. */
  private Optional<LocalDate> date(String stated) {
    if (!stated.equals(lastStated)) {
      lastStated = stated;
      lastDate = Dates.date(stated, order);
    }
    return lastDate;
  }

  private void dated(CsvRecord record, LocalDate date) {
    if (profile.isEmpty() && isBalance(record)) {
      rows.other(not(record, Status.NOT_A_TRANSACTION, "a line of balances"));
      return;
    }
    CsvAmount amount = amounts.read(record);
    if (amount.value().isEmpty()) {
      rows.other(not(record, amount.status(), amount.reason()));
      return;
    }
    Values read = values.of(record, date, amount.value().get(), amount.stated());
    String fee = record.cell(columns.of(CsvRole.FEE));
    if (!net && Amounts.amount(fee, sign).map(a -> a.signum() != 0).orElse(false)) {
      messages.add(record.line(), "A fee of " + fee.strip() + " is stated beside the amount.");
    }
    if (amount.bothSides()) {
      rows.addBothSides(record, read);
    } else {
      rows.add(record, read);
    }
  }

  private boolean isBalance(CsvRecord record) {
    return Stream.concat(columns.all(CsvRole.TEXT).stream(), columns.all(CsvRole.NOTE).stream())
        .map(record::cell)
        .filter(cell -> cell.length() < 60)
        .map(CsvReader::withoutMarks)
        .anyMatch(cell -> BALANCE_TEXT.matcher(cell).matches());
  }

  /** The text from its first to its last letter or digit. */
  private static String withoutMarks(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && !Character.isLetterOrDigit(text.charAt(begin))) {
      begin++;
    }
    while (end > begin && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private FileRow undated(CsvRecord record, String stated) {
    boolean amount =
        List.of(CsvRole.AMOUNT, CsvRole.CREDIT, CsvRole.DEBIT).stream()
            .anyMatch(role -> Amounts.isAmount(record.cell(columns.of(role))));
    if (PENDING.matcher(stated).matches()) {
      return not(record, Status.NOT_A_TRANSACTION, "pending: not booked yet");
    }
    if (record.cells().stream().anyMatch(c -> c.length() < 60 && TOTAL.matcher(c).matches())
        && !Dates.isDate(stated)) {
      return not(record, Status.NOT_A_TRANSACTION, "no date; a line of totals");
    }
    if (amount
        && !isNumber(stated)
        && (stated.isEmpty() || stated.chars().anyMatch(Character::isLetterOrDigit))) {
      return not(
          record,
          Status.UNREADABLE,
          "date: '" + stated + "' (expected: a date in the order " + order + ")");
    }
    return not(
        record,
        Status.NOT_A_TRANSACTION,
        stated.isEmpty() && previous > 0
            ? "no date; perhaps the continuation of line " + previous
            : "no date");
  }

  /** A number with decimals where a date should be, as in the lines of a summary. */
  private static boolean isNumber(String stated) {
    return stated.matches("[-+]?[\\d.,]*\\d[.,]\\d{2}") && Amounts.isAmount(stated);
  }

  private static FileRow not(CsvRecord record, Status status, String reason) {
    return FileRow.not(status, record.line(), record.cells(), reason);
  }

  /** A row that is longer than the header has an unquoted delimiter inside one of its texts. */
  private CsvRecord aligned(CsvRecord record) {
    int more = record.cells().size() - layout.titles().size();
    if (layout.titles().isEmpty()
        || more <= 0
        || record.cells().stream().skip(layout.titles().size()).allMatch(String::isBlank)) {
      return record;
    }
    messages.add(
        record.line(),
        "The row has "
            + record.cells().size()
            + " cells, the header "
            + layout.titles().size()
            + ".");
    CsvRecord completed =
        layout.delimiter() == ','
            ? UnquotedDecimals.joined(record, layout.titles().size(), columns)
            : record;
    if (completed != record) {
      return completed;
    }
    List<Integer> texts = new ArrayList<>(columns.all(CsvRole.TEXT));
    texts.addAll(columns.all(CsvRole.NOTE));
    for (int column : texts) {
      if (column + more + 1 > record.cells().size()) {
        continue;
      }
      List<String> cells = new ArrayList<>(record.cells());
      String joined =
          String.join(String.valueOf(layout.delimiter()), cells.subList(column, column + more + 1));
      cells.subList(column, column + more + 1).clear();
      cells.add(column, joined);
      CsvRecord candidate = record.with(cells);
      if (Dates.date(values.statedDate(candidate), order).isPresent()
          && amounts.read(candidate).value().isPresent()) {
        return candidate;
      }
    }
    return record;
  }
}
