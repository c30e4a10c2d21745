package florin.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.inbox.InboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LiveTailTests {

  private static final int POLL = 500;

  private final long[] next = new long[2];
  private final List<Set<Integer>> full = new ArrayList<>();

  /** Gives records of every partition that is not full, without an end. */
  private final LiveTail tail =
      new LiveTail(
          without -> {
            full.add(Set.copyOf(without));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int partition = 0; partition < 2; partition++) {
              for (int i = 0; i < POLL / 2 && !without.contains(partition); i++) {
                records.add(record(partition, next[partition]++));
              }
            }
            return Mono.just(records);
          });

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return new ConsumerRecord<>(
        "live.events",
        partition,
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        0,
        null,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  private static List<Long> offsets(List<InboundRecord> records, int partition) {
    return records.stream()
        .filter(record -> record.partition() == partition)
        .map(InboundRecord::offset)
        .toList();
  }

  @Test
  void holdsABoundedNumberOfRecordsOfEachPartition() {
    for (int poll = 0; poll < 100; poll++) {
      tail.poll().block();
    }
    assertThat(next[0]).isLessThan(LiveTail.FULL_RECORDS + POLL);
    assertThat(full.getLast()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aFullPartitionDoesNotHoldUpAnother() {
    for (int poll = 0; poll < 100; poll++) {
      tail.poll().block();
      tail.upTo(Map.of(0, 0L, 1, next[1]), Map.of(0, 0L, 1, next[1]), POLL);
    }
    assertThat(next[0]).isLessThan(LiveTail.FULL_RECORDS + POLL);
    assertThat(next[1]).isGreaterThan(10_000);
  }

  @Test
  void givesOnlyWhatTheLiveInboxHasDone() {
    tail.poll().block();
    List<InboundRecord> due = tail.upTo(Map.of(), Map.of(0, 3L, 1, 2L), POLL);
    assertThat(offsets(due, 0)).containsExactly(0L, 1L, 2L);
    assertThat(offsets(due, 1)).containsExactly(0L, 1L);
  }

  /** A step that was rolled back asks for the same records again. */
  @Test
  void keepsRecordsUntilTheyAreApplied() {
    tail.poll().block();
    assertThat(offsets(tail.upTo(Map.of(), Map.of(0, 3L), 2), 0)).containsExactly(0L, 1L);
    assertThat(offsets(tail.upTo(Map.of(), Map.of(0, 3L), 2), 0)).containsExactly(0L, 1L);
    assertThat(offsets(tail.upTo(Map.of(0, 2L), Map.of(0, 3L), 2), 0)).containsExactly(2L);
  }
}
