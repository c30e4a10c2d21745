package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.providersync.provider.ProviderFailure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptedBatchTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts",
        "products",
        "transactions",
        "holdings",
        "securities",
        "investment_transactions"
      })
  void refusesANullInAList(String field) {
    String accounts = field.equals("accounts") ? "" : "\"accounts\":[],";
    String text =
        "{\"user_id\":\"%s\",\"item_id\":\"item\",%s\"%s\":[null]}"
            .formatted(UUID.randomUUID(), accounts, field);
    assertThatThrownBy(() -> AdoptedBatch.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContaining(field + ": contains null");
  }
}
