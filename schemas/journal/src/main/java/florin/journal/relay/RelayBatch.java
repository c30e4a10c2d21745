package florin.journal.relay;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One page of the journal on its way to the topic.
 *
 * @param position of its last event
 * @param last each partition's last position after it
 * @param before completes when the checkpoint has moved past the batch before this one
 * @param done completed when the checkpoint has moved past this one
 */
record RelayBatch(
    List<ProducerRecord<byte[], byte[]>> records,
    long position,
    long[] last,
    Mono<Void> before,
    Sinks.Empty<Void> done) {}
