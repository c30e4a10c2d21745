package florin.transactions.imports.store;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Values;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileRowBytesTests {

  private static final Values PLAIN =
      new Values(
          "",
          LocalDate.of(2026, 1, 5),
          new BigDecimal("-12.50"),
          "EUR",
          "Bäckerei 🥐",
          "",
          "",
          "R1",
          Optional.empty(),
          List.of(),
          Details.NONE);

  private static final Values ALL =
      new Values(
          "DE12",
          LocalDate.of(1969, 12, 31),
          new BigDecimal("999999999999999999.9999999999"),
          "",
          "a",
          "b\nc",
          "d",
          "",
          Optional.of(new BigDecimal("1E+3")),
          List.of(new Part(new BigDecimal("-0.10"), "e", ""), new Part(BigDecimal.ONE, "", "f")),
          new Details(
              Optional.of(LocalDate.of(2200, 1, 1)),
              "101",
              Optional.of(BigDecimal.ZERO),
              "CHF",
              "Savings",
              List.of("g", "h")));

  private static final List<FileRow> ROWS =
      List.of(
          FileRow.readable(2, List.of("2026-01-05", "Bäckerei 🥐", "-12.50", "EUR", "R1"), PLAIN),
          FileRow.readable(1_000_000, List.of(), ALL),
          FileRow.not(FileRow.Status.UNREADABLE, 3, List.of("", "x"), "date: 'x'"),
          FileRow.not(FileRow.Status.UNDECIDED, 4, List.of(""), "x".repeat(300)));

  @Test
  void readsTheRowsThatItWrote() {
    for (FileRow row : ROWS) {
      assertThat(FileRowBytes.read(FileRowBytes.of(row))).isEqualTo(row);
    }
  }

  @Test
  void readsRowsThatWereStoredAsJson() {
    for (FileRow row : ROWS) {
      assertThat(FileRowBytes.read(ImportJson.bytes(row))).isEqualTo(row);
    }
  }

  @Test
  void writesAValueThatARowHasTwiceOnce() {
    assertThat(FileRowBytes.of(ROWS.getFirst()).length)
        .isLessThan(ImportJson.bytes(ROWS.getFirst()).length / 4);
  }

  @Test
  void keepsTheRowsOfBlocks() {
    RowBlocks blocks = new RowBlocks();
    for (int i = 0; i < 1_200; i++) {
      ROWS.forEach(row -> blocks.add(row, StoredRow.Status.NEW, row.reason()));
    }
    assertThat(blocks.rows()).isEqualTo(4_800);
    assertThat(blocks.blocks()).isEqualTo(3);
    List<StoredRow> last = blocks.block(2);
    assertThat(blocks.block(0)).hasSize(2_000);
    assertThat(last.getFirst().number()).isEqualTo(4_001);
    assertThat(last.getLast().file()).isEqualTo(ROWS.getLast());
    assertThat(blocks.block(1).get(1).file()).isEqualTo(ROWS.get(1));
  }
}
