package florin.transactions.recurring.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitedShopsTests {

  private static final String[] VISITS = {"71.20", "64.21", "82.44", "69.88", "74.56", "77.82"};

  private static List<DatedAmount> monthly(String... amounts) {
    List<DatedAmount> rows = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      rows.add(
          new DatedAmount(
              new UUID(1, i),
              LocalDate.of(2025, 1, 19).plusMonths(i).minusDays(i % 2),
              new BigDecimal(amounts[i])));
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BLUE RIDGE MARKET #567",
        "TRADER JOE'S #791",
        "Corner Coffee",
        "SHELL OIL 57442",
        "PIZZERIA NAPOLI",
        "EDEKA CENTER 0421"
      })
  void areNamedByTheirWords(String text) {
    assertThat(VisitedShops.names(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHELL ENERGY RETAIL",
        "TESCO MOBILE",
        "COSTCO MEMBERSHIP",
        "CITY POWER",
        "TUNEFY"
      })
  void areNotNamedByContractsAndBills(String text) {
    assertThat(VisitedShops.names(text)).isFalse();
  }

  @Test
  void visitsOfEachMonthAreNoSeriesButAFixedPaymentIs() {
    assertThat(SeriesDetector.detect(monthly(VISITS), false, false)).hasSize(1);
    assertThat(SeriesDetector.detect(monthly(VISITS), false, true)).isEmpty();
    String[] fixed = {"12.99", "12.99", "12.99", "12.99", "12.99", "13.99"};
    assertThat(SeriesDetector.detect(monthly(fixed), false, true)).hasSize(1);
  }
}
