package florin.transactions.imports.detect;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.TestScale;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Random ledgers are written in each format and dialect, and read back equal. */
class LedgerRoundTripTests {

  private static final int ROUNDS = TestScale.of(60, 20_000);
  private static final List<String> WORDS =
      List.of("Shop", "Café", "Müller", "Rent", "Pay", "A&B", "<b>", "O'Hara", "x/y", "12", "Ñu");
  private static final List<String> CSV_WORDS =
      List.of("a \"b\"", "one, two", "one; two", "tab\there", "line\nbreak", "a | b");

  private record Entry(LocalDate date, BigDecimal amount, String text) {}

  private static List<Entry> ledger(Random random, boolean csv) {
    List<Entry> entries = new ArrayList<>();
    int size = 3 + random.nextInt(40);
    for (int i = 0; i < size; i++) {
      int cents = 1 + random.nextInt(random.nextInt(4) == 0 ? 99_999_999 : 9_999);
      List<String> words = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      if (csv && random.nextInt(4) == 0) {
        words.add(CSV_WORDS.get(random.nextInt(CSV_WORDS.size())));
      }
      entries.add(
          new Entry(
              LocalDate.of(2025, 12, 20).plusDays(random.nextInt(60)),
              BigDecimal.valueOf(random.nextBoolean() ? cents : -cents, 2),
              "T " + String.join(" ", words)));
    }
    entries.add(new Entry(LocalDate.of(2026, 1, 31), new BigDecimal("-1234.56"), "The last"));
    return entries;
  }

  private static String csv(Random random, List<Entry> entries) {
    char delimiter = ",;\t|".charAt(random.nextInt(4));
    boolean comma = random.nextBoolean();
    char grouping = comma ? '.' : random.nextBoolean() ? ',' : '\'';
    DecimalFormat amounts =
        new DecimalFormat(
            random.nextBoolean() ? "#,##0.00" : "0.00", new DecimalFormatSymbols(Locale.ROOT));
    DecimalFormatSymbols symbols = amounts.getDecimalFormatSymbols();
    symbols.setDecimalSeparator(comma ? ',' : '.');
    symbols.setGroupingSeparator(grouping);
    amounts.setDecimalFormatSymbols(symbols);
    DateTimeFormatter dates =
        DateTimeFormatter.ofPattern(
            List.of(
                    "yyyy-MM-dd",
                    "dd.MM.yyyy",
                    "MM/dd/yyyy",
                    "dd/MM/yyyy",
                    "yyyyMMdd",
                    "d MMM yyyy")
                .get(random.nextInt(6)),
            Locale.ENGLISH);
    boolean pair = random.nextInt(3) == 0;
    String end = random.nextBoolean() ? "\r\n" : "\n";
    List<String> titles =
        pair
            ? List.of("Date", "Description", "Debit", "Credit")
            : List.of("Date", "Description", "Amount");
    StringBuilder file =
        new StringBuilder(String.join(String.valueOf(delimiter), titles)).append(end);
    for (Entry entry : entries) {
      String amount = amounts.format(pair ? entry.amount().abs() : entry.amount());
      boolean debit = entry.amount().signum() < 0;
      List<String> cells =
          pair
              ? List.of(
                  entry.date().format(dates),
                  entry.text(),
                  debit ? amount : "",
                  debit ? "" : amount)
              : List.of(entry.date().format(dates), entry.text(), amount);
      file.append(
              String.join(
                  String.valueOf(delimiter),
                  cells.stream().map(LedgerRoundTripTests::quoted).toList()))
          .append(end);
    }
    return file.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",;|\\t\\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String ofx(Random random, List<Entry> entries) {
    boolean closed = random.nextBoolean();
    String lines = random.nextBoolean() ? "\r\n" : "";
    StringBuilder file =
        new StringBuilder(
            closed
                ? "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\" VERSION=\"211\"?>"
                : "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nCHARSET:UTF-8\n\n");
    file.append("<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR");
    file.append(closed ? "</CURDEF>" : lines);
    file.append("<BANKACCTFROM><ACCTID>42").append(closed ? "</ACCTID>" : lines);
    file.append("</BANKACCTFROM><BANKTRANLIST>");
    int id = 0;
    for (Entry entry : entries) {
      file.append("<STMTTRN>").append(lines);
      field(file, "TRNTYPE", "OTHER", closed, lines);
      field(file, "DTPOSTED", entry.date().format(DateTimeFormatter.BASIC_ISO_DATE), closed, lines);
      field(file, "TRNAMT", entry.amount().toPlainString(), closed, lines);
      field(file, "FITID", String.valueOf(++id), closed, lines);
      field(file, "NAME", escaped(entry.text()), closed, lines);
      file.append("</STMTTRN>").append(lines);
    }
    return file.append("</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>").toString();
  }

  private static void field(
      StringBuilder file, String name, String value, boolean closed, String lines) {
    file.append('<').append(name).append('>').append(value);
    file.append(closed ? "</" + name + ">" : "").append(lines);
  }

  private static String qif(Random random, List<Entry> entries) {
    DateTimeFormatter dates =
        DateTimeFormatter.ofPattern(random.nextBoolean() ? "M/d/yyyy" : "yyyy-MM-dd");
    StringBuilder file = new StringBuilder("!Type:Bank\n");
    for (Entry entry : entries) {
      file.append('D').append(entry.date().format(dates)).append('\n');
      file.append('T')
          .append(
              String.format(Locale.ROOT, random.nextBoolean() ? "%,.2f" : "%.2f", entry.amount()))
          .append('\n');
      file.append('P').append(entry.text()).append("\n^\n");
    }
    return file.toString();
  }

  private static String ndjson(Random random, List<Entry> entries) {
    StringBuilder file = new StringBuilder();
    for (Entry entry : entries) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", "id " + random.nextInt());
      row.put("date", entry.date().toString());
      row.put("amount", Map.of("amount", entry.amount().toPlainString()));
      row.put("description", entry.text());
      file.append(JsonMapper.shared().writeValueAsString(row)).append('\n');
    }
    return file.toString();
  }

  private static void check(
      String name,
      boolean csv,
      List<Charset> charsets,
      BiFunction<Random, List<Entry>, String> writer) {
    long first = Long.getLong("seed", 1);
    int rounds = Long.getLong("seed") == null ? ROUNDS : 1;
    for (long seed = first; seed < first + rounds; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = ledger(random, csv);
      String file = writer.apply(random, entries);
      Charset charset = charsets.get(random.nextInt(charsets.size()));
      ReadFile read = FileReader.read(file.getBytes(charset), ReadOptions.NONE);
      assertThat(
              read.rows().stream()
                  .filter(row -> row.status() == Status.READABLE)
                  .map(FileRow::values)
                  .map(
                      values ->
                          new Entry(
                              values.orElseThrow().date(),
                              values.orElseThrow().amount(),
                              values.orElseThrow().text())))
          .as("%s failed with -Dseed=%d:%n%s", name, seed, file)
          .containsExactlyElementsOf(entries);
    }
  }

  @Test
  void readsCsvBack() {
    check(
        "csv",
        true,
        List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            Charset.forName("windows-1252")),
        LedgerRoundTripTests::csv);
  }

  @Test
  void readsOfxBack() {
    check("ofx", false, List.of(StandardCharsets.UTF_8), LedgerRoundTripTests::ofx);
  }

  @Test
  void readsNdjsonBack() {
    check("ndjson", true, List.of(StandardCharsets.UTF_8), LedgerRoundTripTests::ndjson);
  }

  @Test
  void readsQifBack() {
    check("qif", false, List.of(StandardCharsets.UTF_8), LedgerRoundTripTests::qif);
  }
}
