package florin.journal.replay;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The headers of records of a replay. */
public final class ReplayHeaders {

  /** On a request: which topic's journal; on a replayed record: nothing. */
  public static final String TOPIC = "topic";

  /** On a request and on every record of its answer. */
  public static final String REPLAY_ID = "replay-id";

  /**
   * On the last record of a partition, which holds no event: the position the replay went up to.
   */
  public static final String REPLAY_END = "replay-end";

  /** On the same record: the position of the last event of the partition, 0 if it has none. */
  public static final String REPLAY_LAST = "replay-last";

  /** On a request for a part of the live topic: the partition to send again. */
  public static final String RANGE_PARTITION = "range-partition";

  /** On the same request: the position behind which events are missing. */
  public static final String RANGE_AFTER = "range-after";

  private ReplayHeaders() {}

  public static void addHeader(Headers headers, String name, Object value) {
    headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  public static @Nullable String header(ConsumerRecord<?, ?> sent, String name) {
    Header header = sent.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  static boolean belongsTo(ConsumerRecord<?, ?> sent, UUID replay) {
    return replay.toString().equals(header(sent, REPLAY_ID));
  }
}
