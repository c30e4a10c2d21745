package florin.journal.replay;

import florin.journal.inbox.InboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/**
 * The live topic behind the new tables. Gives only what the live inbox has done already, so that
 * the two are never further apart than one of them is behind.
 */
final class LiveTail {

  private final PartitionReader partitionReader;
  private final List<ConsumerRecord<byte[], byte[]>> ahead = new ArrayList<>();

  LiveTail(PartitionReader partitionReader) {
    this.partitionReader = partitionReader;
  }

  Mono<Void> poll() {
    return partitionReader.poll().doOnNext(ahead::addAll).then();
  }

  /** What lies before the live inbox's offsets and was not given yet, in the order it came. */
  List<InboundRecord> upTo(Map<Integer, Long> live) {
    List<InboundRecord> due = new ArrayList<>();
    ahead.removeIf(
        sent -> {
          boolean done = sent.offset() < live.getOrDefault(sent.partition(), 0L);
          if (done) {
            due.add(InboundRecord.of(sent));
          }
          return done;
        });
    return due;
  }
}
