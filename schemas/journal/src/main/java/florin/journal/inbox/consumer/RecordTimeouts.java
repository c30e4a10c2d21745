package florin.journal.inbox.consumer;

import florin.journal.inbox.InboundRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts how often in a row one record, alone in its transaction, exceeded the statement timeout. A
 * partition stands at one record at a time, so one count per partition is enough.
 */
final class RecordTimeouts {

  private record Count(long offset, int attempts) {}

  private final int limit;
  private final Map<TopicPartition, Count> counts = new ConcurrentHashMap<>();

  /**
   * @param limit attempts after which the record is given up
   */
  RecordTimeouts(int limit) {
    this.limit = limit;
  }

  /** Counts one more timeout; true if the record has used up its attempts. */
  boolean isGivenUp(InboundRecord record) {
    TopicPartition partition = new TopicPartition(record.sent().topic(), record.partition());
    Count count =
        counts.compute(
            partition,
            (_, before) ->
                before != null && before.offset() == record.offset()
                    ? new Count(record.offset(), before.attempts() + 1)
                    : new Count(record.offset(), 1));
    if (count.attempts() < limit) {
      return false;
    }
    counts.remove(partition, count);
    return true;
  }
}
