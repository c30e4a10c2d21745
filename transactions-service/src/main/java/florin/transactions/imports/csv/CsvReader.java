package florin.transactions.imports.csv;

import florin.transactions.imports.csv.CsvRecords.CsvRecord;
import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.FileSetting.Reading;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import florin.transactions.imports.text.FileSettings;
import florin.transactions.imports.text.FileText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads files of separated values: each record becomes a row with a status and a reason. */
public final class CsvReader {

  private static final int SAMPLE = 200;

  private final FileText text;
  private final ReadOptions options;
  private final CsvLayout layout;
  private final CsvColumns columns;
  private final FileSetting dateOrder;
  private final FileSetting decimalSign;
  private final FileSetting direction;
  private final DateOrder order;
  private final char sign;
  private final boolean negate;
  private Optional<Boolean> signedDebits = Optional.empty();
  private final List<FileMessage> messages;
  private final List<FileRow> rows = new ArrayList<>();
  private final Map<String, FileAccount> accounts = new LinkedHashMap<>();

  private CsvReader(FileText text, ReadOptions options) {
    this.text = text;
    this.options = options;
    this.messages = new ArrayList<>(text.messages());
    this.layout = CsvLayout.of(text.text(), options);
    List<CsvRecord> records = layout.records().stream().filter(r -> !r.blank()).toList();
    this.columns = CsvColumns.of(layout.titles(), records.stream().limit(SAMPLE).toList(), options);
    this.dateOrder = FileSettings.dateOrder(dates(records), options);
    this.order = FileSettings.order(dateOrder.value()).orElse(DateOrder.YMD);
    this.decimalSign = FileSettings.decimalSign(amounts(records), options);
    this.sign = decimalSign.value().charAt(0);
    this.direction = signRule(records);
    this.negate = direction.value().equals("true");
  }

  public static ReadFile read(FileText text, ReadOptions options) {
    return new CsvReader(text, options).read();
  }

  private List<String> dates(List<CsvRecord> records) {
    return records.stream()
        .map(r -> r.cell(columns.of(CsvRole.DATE)))
        .filter(Dates::isDate)
        .toList();
  }

  private List<String> amounts(List<CsvRecord> records) {
    List<String> amounts = new ArrayList<>();
    for (CsvRecord record : records) {
      for (CsvRole role : List.of(CsvRole.AMOUNT, CsvRole.CREDIT, CsvRole.DEBIT, CsvRole.BALANCE)) {
        String cell = record.cell(columns.of(role));
        if (Amounts.isAmount(cell)) {
          amounts.add(cell);
        }
      }
    }
    return amounts;
  }

  /** Amounts without any sign do not show which of them are money out. */
  private FileSetting signRule(List<CsvRecord> records) {
    if (options.value(ReadOptions.NEGATE).isPresent()
        || columns.of(CsvRole.AMOUNT) < 0
        || columns.of(CsvRole.DIRECTION) >= 0) {
      return FileSetting.of(options, ReadOptions.NEGATE, "false");
    }
    BigDecimal sum = BigDecimal.ZERO;
    int positive = 0;
    for (CsvRecord record : records) {
      Optional<BigDecimal> amount = Amounts.amount(record.cell(columns.of(CsvRole.AMOUNT)), sign);
      if (amount.isPresent() && Dates.isDate(record.cell(columns.of(CsvRole.DATE)))) {
        if (amount.get().signum() < 0
            || record.cell(columns.of(CsvRole.AMOUNT)).strip().startsWith("+")) {
          return FileSetting.of(options, ReadOptions.NEGATE, "false");
        }
        positive++;
        sum = sum.add(amount.get());
      }
    }
    return positive == 0
        ? FileSetting.of(options, ReadOptions.NEGATE, "false")
        : new FileSetting(
            ReadOptions.NEGATE,
            Origin.NEEDED,
            "false",
            List.of(
                new Reading("false", "", "", sum.toPlainString()),
                new Reading("true", "", "", sum.negate().toPlainString())));
  }

  private ReadFile read() {
    for (CsvRecord before : layout.preamble()) {
      rows.add(
          FileRow.not(
              Status.NOT_A_TRANSACTION, before.line(), before.cells(), "before the header"));
    }
    int previous = 0;
    for (CsvRecord record : layout.records()) {
      if (rows.size() >= ReadFile.MOST_ROWS) {
        messages.add(
            new FileMessage(record.line(), "More than " + ReadFile.MOST_ROWS + " rows: not read."));
        break;
      }
      if (record.blank()) {
        continue;
      }
      rows.add(row(record, previous));
      previous = record.line();
      if (record.unclosed()) {
        messages.add(
            new FileMessage(record.line(), "A quote is not closed; the line stands alone."));
      }
    }
    return new ReadFile(FileFormat.CSV, settings(), List.copyOf(accounts.values()), rows, messages);
  }

  private List<FileSetting> settings() {
    List<FileSetting> settings = new ArrayList<>();
    settings.add(text.encoding());
    String delimiter = layout.delimiter() == '\t' ? "tab" : String.valueOf(layout.delimiter());
    settings.add(FileSetting.of(options, ReadOptions.DELIMITER, delimiter));
    settings.add(
        FileSetting.of(options, ReadOptions.HEADER_LINE, String.valueOf(layout.headerLine())));
    for (CsvRole role : CsvRole.values()) {
      List<String> names = columns.all(role).stream().map(this::title).toList();
      boolean needed =
          role == CsvRole.DATE && names.isEmpty()
              || role == CsvRole.AMOUNT
                  && names.isEmpty()
                  && columns.of(CsvRole.CREDIT) < 0
                  && columns.of(CsvRole.DEBIT) < 0;
      String name = ReadOptions.COLUMN + role.word();
      if (needed) {
        settings.add(new FileSetting(name, Origin.NEEDED, "", List.of()));
      } else if (!names.isEmpty()) {
        settings.add(FileSetting.of(options, name, String.join("|", names)));
      }
    }
    settings.add(dateOrder);
    settings.add(decimalSign);
    settings.add(direction);
    return settings;
  }

  private String title(int column) {
    return column < layout.titles().size() && !layout.titles().get(column).isBlank()
        ? layout.titles().get(column).strip()
        : String.valueOf(column + 1);
  }

  private FileRow row(CsvRecord record, int previous) {
    String stated = record.cell(columns.of(CsvRole.DATE)).strip();
    Optional<LocalDate> date = Dates.date(stated, order);
    if (date.isEmpty()) {
      return undated(record, stated, previous);
    }
    if (record.unclosed()) {
      return FileRow.not(
          Status.UNREADABLE, record.line(), record.cells(), "a quote of this line is not closed");
    }
    if (columns.of(CsvRole.AMOUNT) >= 0) {
      return ofOneAmount(record, date.get());
    }
    return ofTwoAmounts(record, date.get());
  }

  private FileRow undated(CsvRecord record, String stated, int previous) {
    boolean digits = stated.chars().anyMatch(Character::isDigit);
    boolean amount =
        List.of(CsvRole.AMOUNT, CsvRole.CREDIT, CsvRole.DEBIT).stream()
            .anyMatch(role -> Amounts.isAmount(record.cell(columns.of(role))));
    if (digits && amount || stated.isEmpty() && amount) {
      return FileRow.not(
          Status.UNREADABLE,
          record.line(),
          record.cells(),
          "date: '" + stated + "' (expected: a date in the order " + order + ")");
    }
    return FileRow.not(
        Status.NOT_A_TRANSACTION,
        record.line(),
        record.cells(),
        stated.isEmpty() && previous > 0
            ? "no date; perhaps the continuation of line " + previous
            : "no date");
  }

  private FileRow ofOneAmount(CsvRecord record, LocalDate date) {
    String stated = record.cell(columns.of(CsvRole.AMOUNT));
    Optional<BigDecimal> amount = Amounts.amount(stated, sign);
    if (amount.isEmpty()) {
      return unreadable(record, "amount", stated);
    }
    BigDecimal value = negate ? amount.get().negate() : amount.get();
    if (columns.of(CsvRole.DIRECTION) < 0) {
      return FileRow.readable(record.line(), record.cells(), values(record, date, value, stated));
    }
    String word = record.cell(columns.of(CsvRole.DIRECTION)).strip();
    int way = way(word);
    if (way == 0) {
      return FileRow.not(
          Status.UNREADABLE,
          record.line(),
          record.cells(),
          "direction: '" + word + "' (expected: a word for debit or credit)");
    }
    if (amount.get().signum() < 0 && (way > 0 || !signedDebits())) {
      return FileRow.not(
          Status.UNDECIDED,
          record.line(),
          record.cells(),
          "the sign of " + stated.strip() + " and the direction '" + word + "' contradict");
    }
    BigDecimal directed = way < 0 ? amount.get().abs().negate() : amount.get();
    return FileRow.readable(record.line(), record.cells(), values(record, date, directed, stated));
  }

  private int way(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (words("direction.debit").contains(lower)) {
      return -1;
    }
    if (words("direction.credit").contains(lower)) {
      return 1;
    }
    return CsvColumns.DEBIT_WORDS.contains(lower)
        ? -1
        : CsvColumns.CREDIT_WORDS.contains(lower) ? 1 : 0;
  }

  private Set<String> words(String setting) {
    return Set.copyOf(
        new LinkedHashSet<>(
            List.of(options.value(setting).orElse("").toLowerCase(Locale.ROOT).split("\\|", -1))));
  }

  /** Whether this file writes all of its debits with a minus sign beside the word. */
  private boolean signedDebits() {
    if (signedDebits.isEmpty()) {
      signedDebits = Optional.of(allDebitsSigned());
    }
    return signedDebits.get();
  }

  private boolean allDebitsSigned() {
    int debits = 0;
    int signed = 0;
    for (CsvRecord record : layout.records()) {
      if (way(record.cell(columns.of(CsvRole.DIRECTION)).strip()) < 0) {
        Optional<BigDecimal> amount = Amounts.amount(record.cell(columns.of(CsvRole.AMOUNT)), sign);
        debits += amount.isPresent() ? 1 : 0;
        signed += amount.isPresent() && amount.get().signum() < 0 ? 1 : 0;
      }
    }
    return debits > 0 && debits == signed;
  }

  private FileRow ofTwoAmounts(CsvRecord record, LocalDate date) {
    String in = record.cell(columns.of(CsvRole.CREDIT)).strip();
    String out = record.cell(columns.of(CsvRole.DEBIT)).strip();
    Optional<BigDecimal> credit = Amounts.amount(in, sign);
    Optional<BigDecimal> debit = Amounts.amount(out, sign);
    if (!blank(in) && credit.isEmpty()) {
      return unreadable(record, "credit", in);
    }
    if (!blank(out) && debit.isEmpty()) {
      return unreadable(record, "debit", out);
    }
    boolean received = credit.isPresent() && credit.get().signum() != 0;
    boolean paid = debit.isPresent() && debit.get().signum() != 0;
    if (received && paid) {
      return FileRow.not(
          Status.UNDECIDED, record.line(), record.cells(), "both a credit and a debit are there");
    }
    if (!received && !paid) {
      return FileRow.not(
          Status.NOT_A_TRANSACTION,
          record.line(),
          record.cells(),
          "neither a credit nor a debit is there");
    }
    BigDecimal value = received ? credit.get() : debit.orElseThrow().abs().negate();
    return FileRow.readable(
        record.line(),
        record.cells(),
        values(record, date, negate ? value.negate() : value, received ? in : out));
  }

  private static boolean blank(String cell) {
    return cell.isEmpty() || cell.equals("-") || cell.equals("–");
  }

  private static FileRow unreadable(CsvRecord record, String column, String stated) {
    return FileRow.not(
        Status.UNREADABLE,
        record.line(),
        record.cells(),
        column + ": '" + stated.strip() + "' (expected: an amount)");
  }

  private Values values(CsvRecord record, LocalDate date, BigDecimal amount, String stated) {
    List<String> texts = texts(record, CsvRole.TEXT);
    List<String> notes = new ArrayList<>(texts.subList(Math.min(1, texts.size()), texts.size()));
    notes.addAll(texts(record, CsvRole.NOTE));
    String name = record.cell(columns.of(CsvRole.ACCOUNT)).strip();
    String currency = currency(record, stated);
    Optional<BigDecimal> balance = Amounts.amount(record.cell(columns.of(CsvRole.BALANCE)), sign);
    if (!name.isEmpty()) {
      accounts.putIfAbsent(
          name, new FileAccount(name, "", currency, Optional.empty(), Optional.empty()));
    }
    String text = texts.isEmpty() ? (notes.isEmpty() ? "" : notes.removeFirst()) : texts.getFirst();
    return new Values(
        name,
        date,
        amount,
        currency,
        text,
        String.join("\n", notes),
        record.cell(columns.of(CsvRole.CATEGORY)).strip(),
        record.cell(columns.of(CsvRole.ID)).strip(),
        balance,
        List.of());
  }

  private List<String> texts(CsvRecord record, CsvRole role) {
    return columns.all(role).stream()
        .map(column -> record.cell(column).strip())
        .filter(cell -> !cell.isEmpty())
        .distinct()
        .toList();
  }

  private String currency(CsvRecord record, String stated) {
    String cell = record.cell(columns.of(CsvRole.CURRENCY)).strip().toUpperCase(Locale.ROOT);
    return cell.matches("[A-Z]{3}") ? cell : Amounts.currency(stated);
  }
}
