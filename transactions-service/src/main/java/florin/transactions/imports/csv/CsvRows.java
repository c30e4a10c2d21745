package florin.transactions.imports.csv;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits, transfers and notes in the ways of the budgeting tools. */
final class CsvRows {

  private static final Pattern YNAB_TRANSFER = Pattern.compile("Transfer ?: ?(.+)");
  private static final Pattern BRACKETED = Pattern.compile("(?:Transfer:)?\\[([^\\]]+)\\]");
  private static final Pattern YNAB_PART =
      Pattern.compile("(?s)\\(?Split \\(?(\\d+)/(\\d+)\\)\\s*(.*)");
  private static final Pattern ACTUAL_WHOLE = Pattern.compile("(?s)\\(SPLIT INTO \\d+\\)\\s*(.*)");
  private static final Pattern ACTUAL_PART =
      Pattern.compile("(?s)\\(SPLIT (\\d+) OF (\\d+)\\)\\s*(.*)");

  /** A tag in a note; two marks stand for the character itself. */
  private static final Pattern ACTUAL_TAG = Pattern.compile("(?<![#\\w])#([^#\\s]+)");

  /** The types of a user's own accounts in Firefly III. */
  private static final Set<String> OWN =
      Set.of("asset account", "default account", "loan", "debt", "mortgage");

  private final Optional<CsvProfile> profile;
  private final List<String> titles;
  private final char decimalSign;
  private final Consumer<FileRow> rows;
  private final SplitRows splits;
  private int split;

  CsvRows(
      Optional<CsvProfile> profile, List<String> titles, char decimalSign, Consumer<FileRow> rows) {
    this.profile = profile;
    this.titles = titles.stream().map(CsvRole::plain).toList();
    this.decimalSign = decimalSign;
    this.rows = rows;
    this.splits = new SplitRows(rows);
  }

  void flush() {
    splits.flush();
  }

  void other(FileRow row) {
    splits.flush();
    rows.accept(row);
  }

  void add(CsvRecord record, Values read) {
    Values values = transfer(read);
    switch (profile.map(CsvProfile::title).orElse("")) {
      case "YNAB", "YNAB 4" -> ynab(record, values);
      case "Actual" -> actual(record, values);
      case "Firefly III" -> firefly(record, values);
      case "Quicken for Mac" -> quicken(record, values);
      default -> splits.add(readable(record, values), "", false);
    }
  }

  /** The only record of a transfer: it leaves its account and reaches the other one. */
  void addBothSides(CsvRecord record, Values read) {
    String other = read.details().transferAccount();
    BigDecimal amount = read.amount().abs();
    splits.add(readable(record, to(withAmount(read, amount.negate()), other)), "", false);
    splits.add(
        readable(record, to(withAccount(withAmount(read, amount), other), read.account())),
        "",
        false);
  }

  private static FileRow readable(CsvRecord record, Values values) {
    return FileRow.readable(record.line(), record.cells(), values);
  }

  private static Values transfer(Values values) {
    Matcher bracketed = BRACKETED.matcher(values.category());
    return bracketed.matches()
        ? with(values, values.note(), "", values.details().transferTo(bracketed.group(1)))
        : values;
  }

  private static Values with(Values values, String note, String category, Details details) {
    return new Values(
        values.account(),
        values.date(),
        values.amount(),
        values.currency(),
        values.text(),
        note,
        category,
        values.externalId(),
        values.balance(),
        List.<Part>of(),
        details);
  }

  private void ynab(CsvRecord record, Values read) {
    Matcher transfer = YNAB_TRANSFER.matcher(read.text());
    Details details =
        transfer.matches() ? read.details().transferTo(transfer.group(1).strip()) : read.details();
    Matcher part = YNAB_PART.matcher(read.note());
    if (part.matches()) {
      split += part.group(1).equals("1") ? 1 : 0;
      Values values = with(read, part.group(3), read.category(), details);
      splits.add(
          new FileRow(
              record.line(), record.cells(), FileRow.Status.READABLE, "", Optional.of(values)),
          "split " + split,
          false);
    } else {
      splits.add(readable(record, with(read, read.note(), read.category(), details)), "", false);
    }
  }

  private void actual(CsvRecord record, Values stated) {
    List<String> tags =
        ACTUAL_TAG.matcher(stated.note()).results().map(tag -> tag.group(1)).distinct().toList();
    Values read =
        with(
            stated,
            stated.note(),
            withoutGroup(stated.category()),
            tags.isEmpty() ? stated.details() : stated.details().tagged(tags));
    Matcher whole = ACTUAL_WHOLE.matcher(read.note());
    Matcher part = ACTUAL_PART.matcher(read.note());
    if (whole.matches()) {
      split++;
      Optional<BigDecimal> amount = Amounts.amount(cell(record, "split amount"), decimalSign);
      Values values = with(read, whole.group(1), read.category(), read.details());
      splits.add(
          readable(record, withAmount(values, amount.orElse(read.amount()))),
          "split " + split,
          true);
    } else if (part.matches()) {
      Values values = with(read, part.group(3), read.category(), read.details());
      splits.add(
          new FileRow(
              record.line(), record.cells(), FileRow.Status.READABLE, "", Optional.of(values)),
          "split " + split,
          false);
    } else {
      splits.add(readable(record, read), "", false);
    }
  }

  /** A selection is exported with {@code GROUP: CATEGORY}, a whole account with the category. */
  private String withoutGroup(String category) {
    boolean whole = titles.contains("split amount");
    return whole ? category : category.substring(category.indexOf(": ") + 1).strip();
  }

  /**
   * Money leaves the source if that is an account of the user, and reaches the destination if that
   * is one: a payment of a loan is a withdrawal in the file, and moves money in both.
   */
  private void firefly(CsvRecord record, Values read) {
    String type = cell(record, "type").strip().toLowerCase(Locale.ROOT);
    String source = cell(record, "source name").strip();
    String destination = cell(record, "destination name").strip();
    BigDecimal amount = read.amount().abs();
    String title = cell(record, "group title").strip();
    String group = title.isEmpty() ? "" : cell(record, "group id");
    Values named = title.isEmpty() ? read : titled(read, title);
    Values out = withAccount(withAmount(named, amount.negate()), source);
    boolean leaves = OWN.contains(cell(record, "source type").toLowerCase(Locale.ROOT));
    boolean reaches = OWN.contains(cell(record, "destination type").toLowerCase(Locale.ROOT));
    if (type.equals("transfer") || leaves && reaches) {
      Optional<BigDecimal> received = Amounts.amount(cell(record, "foreign amount"), decimalSign);
      String currency = cell(record, "foreign currency code").strip();
      Values in = withAccount(withAmount(read, amount), destination);
      if (received.isPresent() && !currency.isEmpty()) {
        in = withCurrency(withAmount(in, received.get().abs()), currency);
      }
      splits.add(readable(record, to(out, destination)), "", false);
      splits.add(readable(record, to(in, source)), "", false);
    } else if (reaches || type.equals("deposit")) {
      splits.add(
          readable(record, withAccount(withAmount(named, amount), destination)), group, false);
    } else {
      splits.add(readable(record, out), group, false);
    }
  }

  private void quicken(CsvRecord record, Values read) {
    boolean part = cell(record, "split").strip().equalsIgnoreCase("S");
    splits.add(
        readable(record, read),
        part ? read.date() + "|" + read.text() + "|" + read.account() : "",
        false);
  }

  private String cell(CsvRecord record, String title) {
    return record.cell(titles.indexOf(title));
  }

  private static Values to(Values values, String account) {
    return with(values, values.note(), values.category(), values.details().transferTo(account));
  }

  /** The title of a split as its text, the description of the part as its note. */
  private static Values titled(Values v, String title) {
    return new Values(
        v.account(),
        v.date(),
        v.amount(),
        v.currency(),
        title,
        v.text(),
        v.category(),
        v.externalId(),
        v.balance(),
        v.parts(),
        v.details());
  }

  private static Values withAmount(Values v, BigDecimal amount) {
    return new Values(
        v.account(),
        v.date(),
        amount,
        v.currency(),
        v.text(),
        v.note(),
        v.category(),
        v.externalId(),
        v.balance(),
        v.parts(),
        v.details());
  }

  private static Values withAccount(Values v, String account) {
    return new Values(
        account,
        v.date(),
        v.amount(),
        v.currency(),
        v.text(),
        v.note(),
        v.category(),
        v.externalId(),
        v.balance(),
        v.parts(),
        v.details());
  }

  private static Values withCurrency(Values v, String currency) {
    return new Values(
        v.account(),
        v.date(),
        v.amount(),
        currency,
        v.text(),
        v.note(),
        v.category(),
        v.externalId(),
        v.balance(),
        v.parts(),
        v.details());
  }
}
