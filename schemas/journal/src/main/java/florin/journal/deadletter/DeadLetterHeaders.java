package florin.journal.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Headers as an operator reads them in the table, and back without loss: text where the bytes are
 * text, else {@code {"hex": "…"}}. Of several headers of one name the last counts, as everywhere.
 */
final class DeadLetterHeaders {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String HEX = "hex";

  private DeadLetterHeaders() {}

  static String text(Headers headers) {
    ObjectNode object = JSON.createObjectNode();
    for (Header header : headers) {
      String name = header.key().replace("\0", ""); // jsonb has no NUL
      byte[] value = header.value();
      if (value == null) {
        object.putNull(name);
      } else {
        String text = new String(value, StandardCharsets.UTF_8);
        boolean lossless =
            text.indexOf('\0') < 0 && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value);
        if (lossless) {
          object.put(name, text);
        } else {
          object.putObject(name).put(HEX, HexFormat.of().formatHex(value));
        }
      }
    }
    return JSON.writeValueAsString(object);
  }

  static Headers headers(String text) {
    RecordHeaders headers = new RecordHeaders();
    for (Map.Entry<String, JsonNode> header : JSON.readTree(text).properties()) {
      headers.add(header.getKey(), value(header.getValue()));
    }
    return headers;
  }

  /** The record as it came, but for its time. */
  static ConsumerRecord<byte[], byte[]> record(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String headers) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        key,
        value,
        headers(headers),
        Optional.empty());
  }

  private static byte @Nullable [] value(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return value.isObject()
        ? HexFormat.of().parseHex(value.get(HEX).asString())
        : value.asString().getBytes(StandardCharsets.UTF_8);
  }
}
