package florin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyCodecTests {

  @ParameterizedTest
  @CsvSource({"-12.34, USD", "0, JPY", "0.0000000001, BTC", "123456789012345678, EUR"})
  void givesBackTheSameAmount(String amount, String currency) {
    Money money = Money.of(amount, currency);
    assertThat(MoneyCodec.fromAvro(MoneyCodec.toAvro(money))).isEqualTo(money);
    assertThat(MoneyCodec.optional(MoneyCodec.toAvro(Optional.of(money)))).contains(money);
  }

  @Test
  void hasNullForAnAbsentAmount() {
    assertThat(MoneyCodec.toAvro(Optional.<Money>empty())).isNull();
    assertThat(MoneyCodec.optional(null)).isEmpty();
  }
}
