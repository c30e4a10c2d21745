package florin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTests {

  @ParameterizedTest
  @CsvSource({
    "12345678901234567890.123456789012345678, 12345678901234567890.123456789012345678",
    "0.000000000000000001, 0.000000000000000001",
    "-1.50, -1.5",
    "1e3, 1000",
    "0.000, 0",
  })
  void keepsEveryDigitAndNoMore(String given, String shown) {
    assertThat(Quantity.of(given)).hasToString(shown);
    assertThat(Quantity.of(given).scaled().scale()).isEqualTo(18);
    assertThat(new Quantity(Quantity.of(given).scaled())).isEqualTo(Quantity.of(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0000000000000000001", "123456789012345678901", "1e999999999", "1e-999999999"})
  void refusesWhatDoesNotFit(String given) {
    assertThatThrownBy(() -> Quantity.of(given))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("quantity: ");
  }

  @Test
  void isNothingOrOnOneSideOfIt() {
    assertThat(Quantity.of("-0.1").signum()).isNegative();
    assertThat(Quantity.of("0").signum()).isZero();
  }
}
