package florin.transactions.imports.qif;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessages;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.AmountForms;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.DateOrders;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import florin.transactions.imports.text.FileSettings;
import florin.transactions.imports.text.FileText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads QIF: records of lines that begin with a letter, ended by a circumflex or the file. */
public final class QifReader {

  private static final Pattern COMMAND =
      Pattern.compile("(?im)^\\s*!(type:|account|option:|clear:)");
  private static final Pattern RECORD = Pattern.compile("(?s)\\A\\s*D[^\\n\\r]*\\d.*[\\r\\n]\\^.*");
  private static final Pattern TRANSFER = Pattern.compile("\\[([^\\]]+)\\](?:/(.*))?");
  private static final Set<String> CASH_TYPES =
      Set.of("bank", "cash", "ccard", "oth a", "oth l", "invoice", "bill");

  private final FileText text;
  private final ReadOptions options;
  private final Consumer<FileRow> rows;
  private final FileMessages messages;
  private final Map<String, FileAccount> accounts = new LinkedHashMap<>();
  private final Set<String> classes = new HashSet<>();
  private final Set<String> categories = new HashSet<>();
  private final DateOrders dates = new DateOrders();
  private final AmountForms amounts = new AmountForms();
  private Optional<DateOrder> declared = Optional.empty();
  private boolean undeclared;
  private DateOrder order = DateOrder.MDY;
  private char sign = '.';
  private int count;
  private int investments;

  private QifReader(FileText text, ReadOptions options, Consumer<FileRow> rows) {
    this.text = text;
    this.options = options;
    this.rows = rows;
    this.messages = new FileMessages(text.messages());
  }

  public static boolean recognises(String start) {
    return COMMAND.matcher(start).find() || RECORD.matcher(start).matches();
  }

  public static ReadFile read(FileText text, ReadOptions options, Consumer<FileRow> rows) {
    return new QifReader(text, options, rows).read();
  }

  private ReadFile read() {
    QifSections.each(text.text(), this::scan);
    boolean chosen = options.value(ReadOptions.DATE_ORDER).isPresent();
    FileSetting dateOrder =
        undeclared || chosen || declared.isEmpty()
            ? FileSettings.dateOrder(dates, options)
            : new FileSetting(
                ReadOptions.DATE_ORDER, Origin.DETECTED, declared.get().name(), List.of());
    FileSetting decimalSign = FileSettings.decimalSign(amounts, options);
    order = FileSettings.order(dateOrder.value()).orElse(DateOrder.MDY);
    sign = decimalSign.value().charAt(0);
    QifSections.each(text.text(), this::row);
    if (investments > 0) {
      messages.add(0, investments + " investment records are not imported.");
    }
    return new ReadFile(
        FileFormat.QIF,
        "",
        List.of(text.encoding(), dateOrder, decimalSign),
        List.copyOf(accounts.values()),
        List.of(),
        messages.all());
  }

  /** The first pass: dates, amounts, classes and categories of the whole file. */
  private boolean scan(QifRecord record) {
    declared = declared.or(record::order);
    if (CASH_TYPES.contains(record.type())) {
      if (record.order().isEmpty() && !record.text('D').isEmpty()) {
        dates.add(record.text('D'));
        undeclared = true;
      }
      amounts.add(record.amount());
    } else if (record.type().equals("class")) {
      classes.add(record.text('N'));
    } else if (record.type().equals("cat")) {
      categories.add(record.text('N'));
    }
    return true;
  }

  private boolean row(QifRecord record) {
    if (record.type().equals("account")) {
      account(record);
      return true;
    }
    if (count++ >= ReadFile.MOST_ROWS) {
      messages.add(record.line(), "More than " + ReadFile.MOST_ROWS + " rows: not read.");
      return false;
    }
    investments += record.type().equals("invst") ? 1 : 0;
    rows.accept(
        CASH_TYPES.contains(record.type())
            ? cash(record)
            : FileRow.not(
                Status.NOT_A_TRANSACTION,
                record.line(),
                record.lines(),
                "section " + record.type()));
    return true;
  }

  private void account(QifRecord record) {
    Optional<BigDecimal> balance = Amounts.amount(record.text('$'), sign);
    Optional<LocalDate> date = Dates.date(record.text('/'), record.order().orElse(order));
    FileAccount named =
        new FileAccount(
            record.text('N'),
            record.text('T'),
            "",
            balance,
            balance.isPresent() ? date : Optional.empty());
    accounts.merge(
        record.text('N'), named, (before, later) -> later.balance().isPresent() ? later : before);
  }

  private FileRow cash(QifRecord record) {
    Optional<LocalDate> date = date(record);
    Optional<BigDecimal> amount = Amounts.amount(record.amount(), sign);
    if (date.isEmpty()) {
      return unreadable(
          record, "date: '" + record.text('D') + "' (expected: a date such as 31/01/2026)");
    }
    if (amount.isEmpty()) {
      return unreadable(
          record,
          "amount: '"
              + record.amount()
              + "' (expected: "
              + Amounts.expected(record.amount(), "an amount such as -12.34")
              + ")");
    }
    if (!record.account().isEmpty()) {
      accounts.putIfAbsent(
          record.account(),
          new FileAccount(record.account(), record.type(), "", Optional.empty(), Optional.empty()));
    }
    return FileRow.readable(
        record.line(), record.lines(), values(record, date.get(), amount.get()));
  }

  private static FileRow unreadable(QifRecord record, String reason) {
    return FileRow.not(Status.UNREADABLE, record.line(), record.lines(), reason);
  }

  private Values values(QifRecord record, LocalDate date, BigDecimal amount) {
    String payee = record.text('P');
    String memo = record.text('M');
    String category = record.text('L');
    Matcher transfer = TRANSFER.matcher(category);
    boolean isTransfer = transfer.matches();
    String other = isTransfer ? transfer.group(1) : "";
    int slash = isTransfer || categories.contains(category) ? -1 : category.lastIndexOf('/');
    String tag =
        isTransfer
            ? Optional.ofNullable(transfer.group(2)).orElse("")
            : slash >= 0 && classes.contains(category.substring(slash + 1))
                ? category.substring(slash + 1)
                : "";
    String own = isTransfer ? "" : tag.isEmpty() ? category : category.substring(0, slash);
    return new Values(
        record.account(),
        date,
        amount,
        "",
        payee.isEmpty() ? memo : payee,
        payee.isEmpty() ? "" : memo,
        own,
        "",
        Optional.empty(),
        parts(record, amount),
        new Details(
            Optional.empty(),
            record.text('N').matches("\\d{1,12}") ? record.text('N') : "",
            Optional.empty(),
            "",
            other.equals(record.account()) ? "" : other,
            tag.isEmpty() ? List.of() : List.of(tag)));
  }

  /** A date that is impossible in the order of the file, but possible in another, is read so. */
  private Optional<LocalDate> date(QifRecord record) {
    String stated = record.text('D');
    DateOrder first = record.order().orElse(order);
    Optional<LocalDate> date = Dates.date(stated, first);
    if (date.isPresent()) {
      return date;
    }
    for (DateOrder other : DateOrder.values()) {
      date = Dates.date(stated, other);
      if (date.isPresent()) {
        messages.add(
            record.line(),
            "The date '" + stated + "' is not in the order " + first + "; read as " + other);
        return date;
      }
    }
    return Optional.empty();
  }

  private List<Part> parts(QifRecord record, BigDecimal whole) {
    List<Part> parts = new ArrayList<>();
    String category = "";
    String note = "";
    boolean unread = false;
    for (String line : record.lines()) {
      switch (line.charAt(0)) {
        case 'S' -> {
          category = line.substring(1).strip();
          note = "";
        }
        case 'E' -> note = line.substring(1).strip();
        case '$' -> {
          Optional<BigDecimal> amount = Amounts.amount(line.substring(1), sign);
          unread |= amount.isEmpty();
          parts.add(new Part(amount.orElse(BigDecimal.ZERO), category, note));
        }
        default -> {
          // fields of the whole record
        }
      }
    }
    BigDecimal sum = parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (!parts.isEmpty() && (unread || sum.compareTo(whole) != 0)) {
      messages.add(
          record.line(),
          "The parts sum to "
              + sum.toPlainString()
              + ", the record has "
              + whole.toPlainString()
              + "; imported without parts.");
      return List.of();
    }
    return parts;
  }
}
