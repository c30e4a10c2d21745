package florin.journal.replay;

import florin.journal.inbox.InboundRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * The live topic behind the new tables. Gives only what the live inbox has done already, so that
 * the two are never further apart than one of them is behind. Of each partition it holds a bounded
 * number of records; a partition that is full is not polled until some were taken.
 */
final class LiveTail {

  /** A partition with so many records, or bytes, is full; one poll may exceed it. */
  static final int FULL_RECORDS = 2_000;

  static final long FULL_BYTES = 4L * 1024 * 1024;

  private final RecordSource source;
  private final Map<Integer, Buffer> buffers = new HashMap<>();

  /** The consumer; full partitions are left out of the poll. */
  @FunctionalInterface
  interface RecordSource {
    Mono<List<ConsumerRecord<byte[], byte[]>>> poll(Set<Integer> fullPartitions);
  }

  private static final class Buffer {
    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private long bytes;

    private void add(ConsumerRecord<byte[], byte[]> record) {
      records.add(record);
      bytes += size(record);
    }

    private void removeBefore(long offset) {
      while (!records.isEmpty() && records.element().offset() < offset) {
        bytes -= size(records.remove());
      }
    }

    private Stream<ConsumerRecord<byte[], byte[]>> before(long offset) {
      return records.stream().takeWhile(record -> record.offset() < offset);
    }

    private boolean isFull() {
      return records.size() >= FULL_RECORDS || bytes >= FULL_BYTES;
    }

    private static int size(ConsumerRecord<byte[], byte[]> record) {
      return Math.max(0, record.serializedValueSize()) + 500; // and its headers, about
    }
  }

  LiveTail(PartitionReader partitionReader) {
    this(partitionReader::poll);
  }

  LiveTail(RecordSource source) {
    this.source = source;
  }

  Mono<Void> poll() {
    Set<Integer> full = new HashSet<>();
    buffers.forEach(
        (partition, buffer) -> {
          if (buffer.isFull()) {
            full.add(partition);
          }
        });
    return source
        .poll(full)
        .doOnNext(
            records ->
                records.forEach(
                    record ->
                        buffers.computeIfAbsent(record.partition(), _ -> new Buffer()).add(record)))
        .then();
  }

  /**
   * The next records that lie before the live inbox's offsets, in the order of each partition.
   *
   * @param applied the next offset of each partition that the new tables need; earlier records are
   *     dropped
   * @param limit records of one transaction
   */
  List<InboundRecord> upTo(Map<Integer, Long> applied, Map<Integer, Long> live, int limit) {
    List<InboundRecord> due = new ArrayList<>();
    buffers.forEach(
        (partition, buffer) -> {
          buffer.removeBefore(applied.getOrDefault(partition, 0L));
          buffer
              .before(live.getOrDefault(partition, 0L))
              .limit(limit - due.size())
              .map(InboundRecord::of)
              .forEach(due::add);
        });
    return due;
  }
}
