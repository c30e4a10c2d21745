package florin.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactAmountsTests {

  private static final Optional<SourceColumn> FLOAT =
      Optional.of(SourceColumn.of("amount", "DOUBLE PRECISION", 17, 17));
  private static final Optional<SourceColumn> CENTS =
      Optional.of(SourceColumn.of("amount", "NUMERIC", 18, 2));

  @ParameterizedTest
  @CsvSource({"12.3,12.3", "0.30000000000000004,0.3", "12.300000000000001,12.3", "1e-7,0.0000001"})
  void keepsTheShortestTextOfAFloatAsFarAsFlorinHoldsIt(BigDecimal stored, BigDecimal exact) {
    assertThat(ExactAmounts.of(stored, FLOAT, 10).value()).isEqualByComparingTo(exact);
  }

  @Test
  void roundsOnlyWhereTheColumnHasFewerDecimals() {
    assertThat(ExactAmounts.of(new BigDecimal("1.005"), CENTS, 10))
        .isEqualTo(
            new ExactAmounts.Exact(
                new BigDecimal("1.01"), Optional.of("the column has 2 decimals")));
    assertThat(ExactAmounts.of(new BigDecimal("1.005"), FLOAT, 10))
        .isEqualTo(new ExactAmounts.Exact(new BigDecimal("1.005"), Optional.empty()));
    assertThat(ExactAmounts.of(new BigDecimal("1.500"), CENTS, 10).rounding()).isEmpty();
  }

  @Test
  void refusesANumberThatFlorinCannotHold() {
    assertThatThrownBy(() -> ExactAmounts.of(new BigDecimal("1e18"), FLOAT, 10))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("expected: at most 18 digits before the point");
    assertThatThrownBy(() -> ExactAmounts.of(new BigDecimal("1e-999999999"), FLOAT, 10))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("expected: at most 1100");
    assertThatThrownBy(() -> ExactAmounts.of(new BigDecimal("1e999999"), FLOAT, 10))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void readsTheDecimalsOfADeclaredType() {
    assertThat(SourceColumn.of("a", "NUMERIC(18, 2)", 0, 0).decimals()).hasValue(2);
    assertThat(SourceColumn.of("a", "NUMERIC", 2_000_000_000, 0).decimals()).isEmpty();
    assertThat(SourceColumn.of("a", "numeric", 131_089, 0).decimals()).isEmpty();
    assertThat(SourceColumn.of("a", "FLOAT", 0, 0).isFloat()).isTrue();
  }
}
