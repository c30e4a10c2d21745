package florin.transactions.imports.text;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.text.Dates.DateOrder;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates with names of months, ordinals, weekdays and notes. */
class DatesTests {

  @ParameterizedTest
  @CsvSource({
    "1er août 2025, 2025-08-01",
    "1º de janeiro de 2026, 2026-01-01",
    "1° gennaio 2026, 2026-01-01",
    "2026. január 5., 2026-01-05",
    "2026-Jan-5, 2026-01-05",
    "5. tammikuuta 2026, 2026-01-05",
    "30. marraskuuta 2025, 2025-11-30",
    "30 maalis 2026, 2026-03-30",
    "1. joulukuuta 2025, 2025-12-01",
    "17 heinä 2025, 2025-07-17",
    "24. veebruar 2026, 2026-02-24",
    "3 juuli 2025, 2025-07-03",
    "3 juuni 2025, 2025-06-03",
    "24 dets 2025, 2025-12-24",
    "5 ian. 2026, 2026-01-05",
    "5 iul. 2025, 2025-07-05",
    "5 noi. 2025, 2025-11-05",
    "15 avg 2025, 2025-08-15",
    "5 Disember 2025, 2025-12-05",
    "9 Ogos 2025, 2025-08-09",
    "7 юни 2025, 2025-06-07",
    "7 юли 2025, 2025-07-07",
    "7 лис 2025, 2025-11-07",
    "2025.11.17. hétfő, 2025-11-17",
    "13/11/2025 Thu, 2025-11-13",
    "04/17/2023 as of 04/15/2023, 2023-04-17",
    "2012:03:01, 2012-03-01",
    "2012:03:01 10:11:12, 2012-03-01"
  })
  void reads(String stated, LocalDate day) {
    DateOrder order = stated.startsWith("04/17") ? DateOrder.MDY : DateOrder.DMY;
    assertThat(Dates.date(stated, order)).contains(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10:11:12", "12.50 EUR", "100 Kr", "5 Foo 2026", "2026", "Mon", "1,234.56"})
  void refuses(String stated) {
    assertThat(Dates.isDate(stated)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'2025.11.17., hétfő', 2025-11-17", "'2025.11.17. (Mon)', 2025-11-17"})
  void leavesOutWeekdays(String stated, LocalDate day) {
    assertThat(Dates.date(stated, DateOrder.YMD)).contains(day);
  }
}
