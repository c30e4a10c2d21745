package florin.emulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.data.Ids;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WebhookBodyTests {
  /** The body hash inside a genuine webhook of Plaid's sandbox (Stack Overflow 62117400). */
  private static final String GENUINE =
      "b63a07b547b00f992547f6bbc8d9acc61a8ccee138bc82f44a6baa09683a5d0f";

  @Test
  void isWrittenByteForByteLikeAGenuineOne() {
    var fields = new TreeMap<String, Object>();
    fields.put("error", null);
    fields.put("item_id", "yxQbxDjnD8hr69pKbQpbcKeVn3GL9QuyA7NV3");
    fields.put("new_transactions", 390);
    fields.put("webhook_code", "HISTORICAL_UPDATE");
    fields.put("webhook_type", "TRANSACTIONS");

    var text = WebhookBody.render(fields);

    assertThat(HexFormat.of().formatHex(Ids.sha256(text.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(GENUINE);
  }
}
