package florin.transactions.imports.csv;

import florin.transactions.imports.column.AccountNumbers;
import florin.transactions.imports.column.CsvColumns;
import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.column.CsvRole;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.text.Amounts;
import florin.transactions.imports.text.Dates;
import florin.transactions.imports.text.Dates.DateOrder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The values of a record, by its columns. */
final class CsvValues {

  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
  private static final Pattern CHECK_NUMBER = Pattern.compile("[\\w-]{1,16}");
  private static final Set<String> PAYERS =
      Set.of(
          "zahlungspflichtige r",
          "zahlungspflichtiger",
          "auftraggeber",
          "payer name",
          "ordenante",
          "auftraggebername",
          "maksaja",
          "from");
  private static final Set<String> PAYEES =
      Set.of(
          "zahlungsempfanger in",
          "zahlungsempfanger",
          "empfanger",
          "payee name",
          "beneficiario",
          "empfangername",
          "saajan nimi",
          "to");

  /** The apostrophe that makes a spreadsheet take a number as a text. */
  private static final Pattern GUARD = Pattern.compile("^'(?=[\\d*])");

  /** Stands for having no check number. */
  private static final Pattern NO_CHECK = Pattern.compile("^(?:-+|0+)$");

  private static final Set<String> KINDS =
      Set.of(
          "type",
          "transaction type",
          "action",
          "activity",
          "activity type",
          "typ",
          "transaktionstyp",
          "transaktionsart",
          "art",
          "tipo",
          "tipo de transaccion",
          "typ transakcji",
          "typ operacji",
          "typ transakce",
          "betalingstype",
          "type transaction",
          "operation type");

  private final CsvColumns columns;
  private final List<String> titles;
  private final Optional<CsvProfile> profile;
  private final CsvAccounts accounts;
  private final DateOrder order;
  private final char sign;
  private final List<Integer> textsOut;
  private final List<Integer> textsIn;
  private final String currencyOfTitle;
  private final Map<Integer, Marks> marks = new HashMap<>();

  /** Where the texts of a column have apostrophes. */
  private enum Marks {
    NONE,
    BEFORE,
    AROUND
  }

  CsvValues(
      CsvColumns columns,
      List<String> titles,
      Optional<CsvProfile> profile,
      CsvAccounts accounts,
      DateOrder order,
      char sign) {
    this.columns = columns;
    this.titles = titles;
    this.profile = profile;
    this.accounts = accounts;
    this.order = order;
    this.sign = sign;
    this.textsOut = textsWithout(PAYERS);
    this.textsIn = textsWithout(PAYEES);
    this.currencyOfTitle = currencyOfTitle();
  }

  /** The first cell of a date that is not blank. */
  String statedDate(CsvRecord record) {
    for (int column : columns.all(CsvRole.DATE)) {
      if (!record.cell(column).isBlank()) {
        return record.cell(column).strip();
      }
    }
    return "";
  }

  Values of(CsvRecord record, LocalDate date, BigDecimal amount, String stated) {
    List<String> texts = texts(record, amount.signum());
    List<String> notes = new ArrayList<>(texts.subList(Math.min(1, texts.size()), texts.size()));
    cells(record, columns.all(CsvRole.NOTE)).stream()
        .filter(n -> !texts.contains(n))
        .forEach(notes::add);
    String text =
        !texts.isEmpty() ? texts.getFirst() : notes.isEmpty() ? kind(record) : notes.removeFirst();
    String name = GUARD.matcher(cell(record, CsvRole.ACCOUNT)).replaceFirst("");
    boolean guarded = profile.filter(p -> p == CsvProfile.FLORIN).isPresent();
    return new Values(
        guarded
            ? unguarded(record, CsvRole.ACCOUNT)
            : name.isEmpty() ? accounts.preambleAccount() : name,
        date,
        amount,
        currency(record, stated),
        guarded ? unguarded(record, CsvRole.TEXT) : text,
        guarded ? unguarded(record, CsvRole.NOTE) : String.join("\n", notes),
        guarded ? unguarded(record, CsvRole.CATEGORY) : category(record),
        guarded ? unguarded(record, CsvRole.ID) : cell(record, CsvRole.ID),
        balance(record.cell(columns.of(CsvRole.BALANCE))),
        List.of(),
        details(record, guarded));
  }

  private Optional<BigDecimal> balance(String stated) {
    return Amounts.amount(stated, sign).or(() -> Amounts.amount(stated, sign == '.' ? ',' : '.'));
  }

  private Details details(CsvRecord record, boolean guarded) {
    Optional<BigDecimal> original = Amounts.amount(cell(record, CsvRole.ORIGINAL_AMOUNT), sign);
    String currency = cell(record, CsvRole.ORIGINAL_CURRENCY).toUpperCase(Locale.ROOT);
    String check = NO_CHECK.matcher(cell(record, CsvRole.CHECK_NUMBER)).replaceFirst("");
    String tags = guarded ? unguarded(record, CsvRole.TAGS) : cell(record, CsvRole.TAGS);
    String separator = profile.filter(p -> p == CsvProfile.MINT).isPresent() ? " " : "[,|]";
    List<String> names =
        Arrays.stream(tags.split(separator, -1))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .toList();
    return new Details(
        Dates.date(cell(record, CsvRole.VALUE_DATE), order),
        CHECK_NUMBER.matcher(check).matches() ? check : "",
        original,
        original.isPresent() && CODE.matcher(currency).matches() ? currency : "",
        cell(record, CsvRole.TRANSFER),
        tags.equals("Tax Related") ? List.of(tags) : names);
  }

  /** Takes off the apostrophe that the export puts before texts that a spreadsheet computes. */
  private String unguarded(CsvRecord record, CsvRole role) {
    String text = record.cell(columns.of(role));
    return text.length() > 1 && text.charAt(0) == '\'' && "=+-@\t\r'".indexOf(text.charAt(1)) >= 0
        ? text.substring(1)
        : text;
  }

  private String cell(CsvRecord record, CsvRole role) {
    return unmarked(columns.of(role), record.cell(columns.of(role)).strip());
  }

  /** Takes off the apostrophes that some banks put before or around all texts of a column. */
  private String unmarked(int column, String text) {
    if (!text.startsWith("'")) {
      return text;
    }
    return switch (marks.computeIfAbsent(column, this::marksOf)) {
      case NONE -> text;
      case BEFORE -> text.substring(1).strip();
      case AROUND ->
          text.substring(1, Math.max(1, text.length() - (text.endsWith("'") ? 1 : 0))).strip();
    };
  }

  private Marks marksOf(int column) {
    List<String> cells = columns.cells(column).stream().map(String::strip).toList();
    if (cells.size() < 2 || !cells.stream().allMatch(c -> c.startsWith("'"))) {
      return Marks.NONE;
    }
    return cells.stream().allMatch(c -> c.length() > 1 && c.endsWith("'"))
        ? Marks.AROUND
        : Marks.BEFORE;
  }

  private String category(CsvRecord record) {
    String category = cell(record, CsvRole.CATEGORY);
    String group = cell(record, CsvRole.GROUP);
    return group.isEmpty() || category.isEmpty() || category.contains(":")
        ? category
        : group + ": " + category;
  }

  /** The texts; of payer and payee only the one that is the other side. */
  private List<String> texts(CsvRecord record, int sign) {
    List<String> shown = cells(record, sign < 0 ? textsOut : textsIn);
    return shown.isEmpty() ? cells(record, columns.all(CsvRole.TEXT)) : shown;
  }

  private List<Integer> textsWithout(Set<String> party) {
    List<Integer> all = columns.all(CsvRole.TEXT);
    boolean both =
        all.stream().anyMatch(c -> is(PAYERS, c)) && all.stream().anyMatch(c -> is(PAYEES, c));
    return all.stream().filter(c -> !both || !is(party, c)).toList();
  }

  /** The kind of a transaction that has no other text. */
  private String kind(CsvRecord record) {
    for (int i = 0; i < titles.size(); i++) {
      if (KINDS.contains(CsvRole.plain(titles.get(i))) && !record.cell(i).isBlank()) {
        return record.cell(i).strip();
      }
    }
    return "";
  }

  private boolean is(Set<String> parties, int column) {
    return column < titles.size() && parties.contains(CsvRole.plain(titles.get(column)));
  }

  private List<String> cells(CsvRecord record, List<Integer> wanted) {
    return wanted.stream()
        .map(column -> unmarked(column, record.cell(column).strip()))
        .filter(cell -> !cell.isEmpty() && !cell.equals("-") && !cell.equals("No Description"))
        .distinct()
        .sorted(Comparator.comparing(AccountNumbers::is))
        .toList();
  }

  private String currency(CsvRecord record, String stated) {
    String cell = cell(record, CsvRole.CURRENCY).toUpperCase(Locale.ROOT);
    if (CODE.matcher(cell).matches()) {
      return cell;
    }
    String marked = Amounts.currency(cell);
    String inside = marked.isEmpty() ? Amounts.currency(stated) : marked;
    if (!inside.isEmpty()) {
      return inside;
    }
    return currencyOfTitle.isEmpty() ? accounts.preambleCurrency() : currencyOfTitle;
  }

  private String currencyOfTitle() {
    int amount = columns.of(CsvRole.AMOUNT);
    int column = amount >= 0 ? amount : columns.of(CsvRole.DEBIT);
    String title = column >= 0 && column < titles.size() ? titles.get(column) : "";
    return Amounts.currency(capitals(title) ? bracket(title) : title);
  }

  private static boolean capitals(String title) {
    return title.equals(title.toUpperCase(Locale.ROOT));
  }

  private static String bracket(String title) {
    return title.indexOf('(') < 0 ? "" : title.substring(title.indexOf('('));
  }
}
