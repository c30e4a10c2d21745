package florin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTests {

  @ParameterizedTest
  @CsvSource({
    "-12.3, USD, -12.30",
    "0, USD, 0.00",
    "100, JPY, 100",
    "1.500, KWD, 1.500",
    "1E-8, DOGE, 0.00000001",
    "1e2, USD, 100.00",
    "0.1234567891, USD, 0.1234567891"
  })
  void keepsTheValueWithTheDecimalsOfItsCurrency(String given, String currency, String shown) {
    assertThat(Money.of(given, currency).amount().toPlainString()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567890123456789", "0.00000000001", "1e400", "1e-400", "1e999999999"})
  void refusesWhatDoesNotFitInsteadOfRounding(String amount) {
    assertThatThrownBy(() -> Money.of(amount, "USD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: at most 18 digits before and 10 after");
  }

  @Test
  void isEqualWhateverTheScaleItWasWrittenWith() {
    assertThat(Money.of("1.0", "USD")).isEqualTo(Money.of("1.0000", "USD"));
    assertThat(Money.of("1.0", "USD").scaled()).isEqualTo(new BigDecimal("1.0000000000"));
  }

  @Test
  void holdsSumsThatNoColumnHolds() {
    Money most = Money.of("999999999999999999.99", "USD");
    Money sum = most.plus(most);
    assertThat(sum.amount()).isEqualByComparingTo("1999999999999999999.98");
    assertThatThrownBy(sum::scaled).hasMessageContaining("expected: at most 18 digits before");
    assertThatThrownBy(() -> Money.storable(sum.amount(), sum.currency()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsOnlyItsOwnCurrency() {
    assertThat(Money.of("1.10", "USD").plus(Money.of("2.20", "USD")))
        .isEqualTo(Money.of("3.3", "USD"));
    assertThatThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR")))
        .hasMessage("currency: EUR (expected: USD)");
  }

  @Test
  void knowsWhetherItFitsItsCurrency() {
    assertThat(Money.of("1.25", "USD").fitsItsCurrency()).isTrue();
    assertThat(Money.of("1.255", "USD").fitsItsCurrency()).isFalse();
    assertThat(Money.of("1.5", "JPY").fitsItsCurrency()).isFalse();
    assertThat(Money.of("0.00000001", "DOGE").fitsItsCurrency()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "ABCDEFGHIJKLMNOPQ"})
  void refusesCurrenciesThatAreNone(String code) {
    assertThatThrownBy(() -> new CurrencyCode(code)).hasMessageContaining("expected: 1 to 16");
  }
}
