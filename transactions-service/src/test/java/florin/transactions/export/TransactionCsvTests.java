package florin.transactions.export;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.detect.FileReader;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The export, and the import of it. */
class TransactionCsvTests {

  private static final List<String> TEXTS =
      List.of(
          "=HYPERLINK(\"http://x\",\"y\")",
          "+41 44 000",
          "-10 % sale",
          "@home",
          "\t=1",
          " =1",
          "\"quoted\", and comma",
          "'n Sync",
          "''=",
          "Bäckerei 🥐",
          "שלום",
          "two\nlines",
          "two\r\nlines",
          "- ",
          "Total",
          "A:B",
          "=\"x\"",
          "1.5");

  private static ExportRow row(BigDecimal amount, String description, String note) {
    return new ExportRow(
        LocalDate.of(2026, 1, 2),
        amount,
        "EUR",
        description,
        note,
        "Food: Bread",
        List.of("a", "b c"),
        "Checking",
        "id-1");
  }

  private static String file(List<ExportRow> rows) {
    StringBuilder file = new StringBuilder(TransactionCsv.HEADER);
    rows.forEach(row -> file.append(TransactionCsv.line(row)));
    return file.toString();
  }

  private static List<ExportRow> imported(String file) {
    ReadFile read = FileReader.read(file.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE);
    assertThat(read.profile()).isEqualTo("Florin");
    assertThat(read.settings()).noneMatch(setting -> setting.origin() == Origin.NEEDED);
    return read.rows().stream()
        .map(FileRow::values)
        .flatMap(Optional::stream)
        .map(TransactionCsvTests::row)
        .toList();
  }

  private static ExportRow row(Values values) {
    return new ExportRow(
        values.date(),
        values.amount(),
        values.currency(),
        values.text(),
        values.note(),
        values.category(),
        values.details().tags(),
        values.account(),
        values.externalId());
  }

  @Test
  void c64WritesNothingThatASpreadsheetComputes() {
    assertThat(TransactionCsv.line(row(new BigDecimal("-12.50"), "=1+1", "")))
        .isEqualTo("2026-01-02,-12.50,EUR,'=1+1,,Food: Bread,\"a,b c\",Checking,id-1\r\n");
    assertThat(TransactionCsv.line(row(new BigDecimal("0.00000001"), "a", "\tb")))
        .contains(",0.00000001,")
        .contains(",'\tb,");
  }

  @Test
  void c64ReadsItsOwnFilesBack() {
    Random random = new Random(11);
    List<String> amounts = List.of("-12.50", "0.00000001", "9007199254740993.01", "1234", "-0.500");
    List<ExportRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(
          row(
              new BigDecimal(amounts.get(random.nextInt(amounts.size()))),
              TEXTS.get(random.nextInt(TEXTS.size())),
              random.nextBoolean() ? "" : TEXTS.get(random.nextInt(TEXTS.size()))));
    }
    String file = file(rows);
    assertThat(imported(file)).containsExactlyElementsOf(rows);
    assertThat(file(imported(file))).isEqualTo(file);
    for (ExportRow row : rows.subList(0, 20)) {
      assertThat(imported(file(List.of(row)))).containsExactly(row);
    }
  }
}
