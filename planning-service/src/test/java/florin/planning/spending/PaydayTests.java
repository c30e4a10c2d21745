package florin.planning.spending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaydayTests {

  private static Optional<Payday> after(String today, String... pays) {
    return Payday.after(LocalDate.parse(today), Arrays.stream(pays).map(LocalDate::parse).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-10, 2026-02-13 2026-02-27,            2026-03-13, 14",
    "2026-03-13, 2026-02-13 2026-02-27,            2026-03-27, 14", // later than today
    "2026-03-26, 2026-02-13 2026-02-27,            2026-03-27, 14",
    "2026-12-30, 2026-12-11 2026-12-25,            2027-01-08, 14",
    "2026-03-10, 2026-03-01 2026-03-04 2026-03-09, 2026-03-13, 4",
    "2026-03-10, 2026-01-02 2026-02-27 2026-03-06, 2026-03-13, 7", // 56 days are no gap
    // Mended: the predecessor steps by the mean of the days and drifts through the months.
    "2026-03-10, 2025-12-31 2026-01-31 2026-02-28, 2026-03-31, 30",
    "2026-04-10, 2026-01-31 2026-02-28 2026-03-31, 2026-04-30, 30",
    "2026-03-10, 2026-01-13 2026-02-10,            2026-03-10, 28" // four weeks stay four weeks
  })
  void isTheRhythmOfThePaysFromTheLastOfThem(
      String today, String pays, String expected, int every) {
    LocalDate date = LocalDate.parse(expected);
    LocalDate later = date.isAfter(LocalDate.parse(today)) ? date : date.plusDays(every);
    assertThat(after(today, pays.split(" "))).contains(new Payday(later, every));
  }

  @Test
  void needsTwoDaysNearEachOther() {
    assertThat(after("2026-03-10")).isEmpty();
    assertThat(after("2026-03-10", "2026-03-01", "2026-03-01")).isEmpty();
    assertThat(after("2026-03-10", "2026-01-01", "2026-03-01")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "INCOME_WAGES,           Deposit,             , true",
    "INCOME_INTEREST_EARNED, Deposit,             , false",
    "INCOME_DIVIDENDS,       Deposit,             , false",
    "INCOME_TAX_REFUND,      Deposit,             , false",
    ",                       ACME PAYROLL 0310,   , true",
    ",                       Deposit,    ACME salary, true",
    ",                       Wages of March,      , true",
    ",                       LOHN/GEHALT NORDWERK AG, , true",
    ",                       VIR SALAIRE MARS,    , true",
    ",                       ABONO NÓMINA,        , true",
    ",                       LÖN MARS,            , true",
    "TRANSFER_IN_DEPOSIT,    Salaryman refund,    , false",
    ",                       Incoming transfer,   , false",
  })
  void isShownByThePayAndNotByEveryInflow(
      String category, String description, String merchant, boolean pay) {
    assertThat(Payday.isIncome(category, description, merchant)).isEqualTo(pay);
  }
}
