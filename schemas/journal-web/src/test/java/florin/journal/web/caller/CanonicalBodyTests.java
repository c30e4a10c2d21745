package florin.journal.web.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CanonicalBodyTests {

  private static byte[] hash(String body) {
    return CanonicalBody.hash(body.getBytes(StandardCharsets.UTF_8));
  }

  @Nested
  class AreTheSame {

    @Test
    void whiteSpaceOrderOfKeysAndEscapes() {
      assertThat(hash("{ \"b\": [1, {\"y\":null,\"x\":\"\\u00e9\"}],\n\"a\": 1.50 }"))
          .isEqualTo(hash("{\"a\":1.50,\"b\":[1,{\"x\":\"é\",\"y\":null}]}"));
    }
  }

  @Nested
  class Differ {

    @Test
    void valuesTypesAndTheOrderOfLists() {
      assertThat(hash("{\"a\":1}")).isNotEqualTo(hash("{\"a\":2}"));
      assertThat(hash("{\"a\":1}")).isNotEqualTo(hash("{\"a\":\"1\"}"));
      assertThat(hash("[1,2]")).isNotEqualTo(hash("[2,1]"));
      assertThat(hash("{\"a\":null}")).isNotEqualTo(hash("{}"));
      assertThat(hash("{}")).isNotEqualTo(hash(""));
    }

    @Test
    void numbersThatADoubleCannotTellApart() {
      assertThat(hash("{\"a\":0.10000000000000000001}")).isNotEqualTo(hash("{\"a\":0.1}"));
      assertThat(hash("{\"a\":9007199254740993}")).isNotEqualTo(hash("{\"a\":9007199254740992}"));
    }

    @Test
    void whatIsNotJsonByItsBytes() {
      assertThat(hash("{\"a\":1}{\"b\":2}")).isNotEqualTo(hash("{\"a\":1}"));
      assertThat(hash("{\"a\":1,\"a\":2}")).isNotEqualTo(hash("{\"a\":2}"));
      assertThat(hash("a=1")).isNotEqualTo(hash("a=2"));
      assertThat(hash("[".repeat(5_000))).isNotEqualTo(hash("[".repeat(5_001)));
    }
  }
}
