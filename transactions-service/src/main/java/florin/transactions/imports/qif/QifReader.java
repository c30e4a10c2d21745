package florin.transactions.imports.qif;

import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads QIF: records of lines that begin with a letter, ended by a circumflex or the file. */
public final class QifReader {

  private static final Pattern FIRST_LINE =
      Pattern.compile("(?i)\\A\\s*!(type|account|option|clear)[: \\r\\n]");
  private static final Set<String> CASH_TYPES =
      Set.of("bank", "cash", "ccard", "oth a", "oth l", "invoice", "bill");

  /** A record with the section and the option that apply to it. */
  private record Section(
      String type, String account, Optional<DateOrder> order, int line, List<String> lines) {}

  private final FileText text;
  private final ReadOptions options;
  private final List<FileMessage> messages;
  private final List<Section> records = new ArrayList<>();
  private final Map<String, FileAccount> accounts = new LinkedHashMap<>();
  private final List<FileRow> rows = new ArrayList<>();

  private QifReader(FileText text, ReadOptions options) {
    this.text = text;
    this.options = options;
    this.messages = new ArrayList<>(text.messages());
  }

  public static boolean recognises(String start) {
    return FIRST_LINE.matcher(start).find();
  }

  public static ReadFile read(FileText text, ReadOptions options) {
    return new QifReader(text, options).read();
  }

  private ReadFile read() {
    collect();
    List<String> dates = new ArrayList<>();
    List<String> amounts = new ArrayList<>();
    for (Section one : records) {
      if (CASH_TYPES.contains(one.type())) {
        if (one.order().isEmpty()) {
          field(one, 'D').ifPresent(dates::add);
        }
        field(one, 'T').or(() -> field(one, 'U')).ifPresent(amounts::add);
      }
    }
    FileSetting dateOrder =
        dates.isEmpty()
            ? new FileSetting(ReadOptions.DATE_ORDER, Origin.DETECTED, declaredOrder(), List.of())
            : FileSettings.dateOrder(dates, options);
    FileSetting decimalSign = FileSettings.decimalSign(amounts, options);
    DateOrder order = FileSettings.order(dateOrder.value()).orElse(DateOrder.DMY);
    for (Section one : records) {
      row(one, order, decimalSign.value().charAt(0));
    }
    return new ReadFile(
        FileFormat.QIF,
        List.of(text.encoding(), dateOrder, decimalSign),
        List.copyOf(accounts.values()),
        rows,
        messages);
  }

  private String declaredOrder() {
    return records.stream()
        .map(Section::order)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(DateOrder.MDY)
        .name();
  }

  private void collect() {
    String type = "bank";
    String account = "";
    Optional<DateOrder> order = Optional.empty();
    List<String> lines = new ArrayList<>();
    int begin = 0;
    int number = 0;
    for (String raw : text.text().lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty()) {
        continue;
      }
      if (line.startsWith("!")) {
        account = add(type, account, order, begin, lines);
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("!type:")) {
          type = lower.substring(6).strip();
        } else if (lower.startsWith("!account")) {
          type = "account";
        } else if (lower.startsWith("!option:") && lower.length() == 11) {
          order = FileSettings.order(lower.substring(8)).or(() -> Optional.empty());
        }
      } else if (line.startsWith("^")) {
        account = add(type, account, order, begin, lines);
      } else {
        if (lines.isEmpty()) {
          begin = number;
        }
        lines.add(raw.stripTrailing());
      }
      if (records.size() >= ReadFile.MOST_ROWS) {
        messages.add(
            new FileMessage(number, "More than " + ReadFile.MOST_ROWS + " rows: not read."));
        return;
      }
    }
    add(type, account, order, begin, lines);
  }

  /** Adds the record and empties the lines; the account that applies from here on. */
  private String add(
      String type, String account, Optional<DateOrder> order, int begin, List<String> lines) {
    if (lines.isEmpty()) {
      return account;
    }
    Section record = new Section(type, account, order, begin, List.copyOf(lines));
    lines.clear();
    if (type.equals("account")) {
      String name = field(record, 'N').orElse("").strip();
      accounts.putIfAbsent(
          name,
          new FileAccount(
              name, field(record, 'T').orElse(""), "", Optional.empty(), Optional.empty()));
      return name;
    }
    records.add(record);
    return account;
  }

  private static Optional<String> field(Section record, char letter) {
    for (String line : record.lines()) {
      if (line.stripLeading().charAt(0) == letter) {
        return Optional.of(line.stripLeading().substring(1));
      }
    }
    return Optional.empty();
  }

  private void row(Section one, DateOrder detected, char sign) {
    if (!CASH_TYPES.contains(one.type())) {
      rows.add(
          FileRow.not(Status.NOT_A_TRANSACTION, one.line(), one.lines(), "section " + one.type()));
      return;
    }
    String statedDate = field(one, 'D').orElse("");
    String statedAmount = field(one, 'T').or(() -> field(one, 'U')).orElse("");
    Optional<LocalDate> date = date(one, statedDate, one.order().orElse(detected));
    Optional<BigDecimal> amount = Amounts.amount(statedAmount, sign);
    if (date.isEmpty() || amount.isEmpty()) {
      rows.add(
          FileRow.not(
              Status.UNREADABLE,
              one.line(),
              one.lines(),
              date.isEmpty()
                  ? "date: '" + statedDate + "' (expected: a date such as 31/01/2026)"
                  : "amount: '" + statedAmount + "' (expected: an amount such as -12.34)"));
      return;
    }
    String payee = field(one, 'P').orElse("").strip();
    String memo = field(one, 'M').orElse("").strip();
    String category = field(one, 'L').orElse("").strip();
    if (payee.equalsIgnoreCase("Opening Balance") && one.account().isEmpty()) {
      String name = category.replaceAll("^\\[|\\]$", "");
      accounts.putIfAbsent(
          name, new FileAccount(name, one.type(), "", Optional.empty(), Optional.empty()));
    }
    rows.add(
        FileRow.readable(
            one.line(),
            one.lines(),
            new Values(
                one.account(),
                date.get(),
                amount.get(),
                "",
                payee.isEmpty() ? memo : payee,
                payee.isEmpty() ? "" : memo,
                category,
                "",
                Optional.empty(),
                parts(one, sign, amount.get()))));
  }

  /** A date that is impossible in the order of the file, but possible in another, is read so. */
  private Optional<LocalDate> date(Section one, String stated, DateOrder order) {
    Optional<LocalDate> date = Dates.date(stated, order);
    if (date.isPresent()) {
      return date;
    }
    for (DateOrder other : DateOrder.values()) {
      date = Dates.date(stated, other);
      if (date.isPresent()) {
        messages.add(
            new FileMessage(
                one.line(),
                "The date '" + stated + "' is not in the order " + order + "; read as " + other));
        return date;
      }
    }
    return Optional.empty();
  }

  private List<Part> parts(Section one, char sign, BigDecimal whole) {
    List<Part> parts = new ArrayList<>();
    String category = "";
    String note = "";
    for (String raw : one.lines()) {
      String line = raw.stripLeading();
      switch (line.charAt(0)) {
        case 'S' -> {
          category = line.substring(1).strip();
          note = "";
        }
        case 'E' -> note = line.substring(1).strip();
        case '$' -> {
          Optional<BigDecimal> amount = Amounts.amount(line.substring(1), sign);
          if (amount.isPresent()) {
            parts.add(new Part(amount.get(), category, note));
          }
        }
        default -> {
          // fields of the whole record
        }
      }
    }
    BigDecimal sum = parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (!parts.isEmpty() && sum.compareTo(whole) != 0) {
      messages.add(
          new FileMessage(
              one.line(),
              "The parts sum to "
                  + sum.toPlainString()
                  + ", the record has "
                  + whole.toPlainString()
                  + "."));
      return List.of();
    }
    return parts;
  }
}
