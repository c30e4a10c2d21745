package florin.transactions.imports.qif;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.detect.FileReader;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.ReadOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** QIF files: dialects of dates, splits and accounts. */
class QifCasesTests {

  private static List<Values> values(String file) {
    return FileReader.read(file.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE).rows().stream()
        .map(FileRow::values)
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void c62ReadsEveryDialectOfDates() {
    StringBuilder file = new StringBuilder("!Option:MDY\n!Type:Bank\n");
    List<String> stated =
        List.of(
            "6/ 4'18", "1/ 5'08", "12/31/99", "28.02'2009", "2026-03-04", "1/17'26", " 1/ 2' 6");
    for (String date : stated) {
      file.append("D").append(date).append("\nT-1,234.56\nU-1,234.56\nPx\n^\n");
    }
    file.append("!Option:DMY\nD04/10/2026\nT-1,234.56\nPlast\n");
    List<Values> values = values(file.toString());
    assertThat(values)
        .extracting(Values::date)
        .containsExactly(
            LocalDate.of(2018, 6, 4),
            LocalDate.of(2008, 1, 5),
            LocalDate.of(1999, 12, 31),
            LocalDate.of(2009, 2, 28),
            LocalDate.of(2026, 3, 4),
            LocalDate.of(2026, 1, 17),
            LocalDate.of(2006, 1, 2),
            LocalDate.of(2026, 10, 4));
    assertThat(values).extracting(Values::amount).containsOnly(new BigDecimal("-1234.56"));
  }

  @Test
  void readsAccountsAndParts() {
    List<Values> values =
        values(
            "!Account\nNChecking\nTBank\n^\n!Type:Bank\nD31/01/2026\nT-150.00\nPLandlord\nLRent\n"
                + "SRent\nEflat\n$-100.00\nS[Savings]\n$-50.00\n^\n");
    assertThat(values)
        .singleElement()
        .satisfies(v -> assertThat(v.account()).isEqualTo("Checking"));
    assertThat(values.getFirst().parts())
        .containsExactly(
            new FileRow.Part(new BigDecimal("-100.00"), "Rent", "flat"),
            new FileRow.Part(new BigDecimal("-50.00"), "[Savings]", ""));
  }
}
