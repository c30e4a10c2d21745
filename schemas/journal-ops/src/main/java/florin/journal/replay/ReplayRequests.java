package florin.journal.replay;

import florin.events.Topic;
import florin.journal.kafka.KafkaProducers;
import florin.journal.relay.RangeRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks the owner of a topic to write its journal once more. */
final class ReplayRequests {

  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private final KafkaProducers kafkaProducers;

  ReplayRequests(String bootstrap) {
    this.kafkaProducers = new KafkaProducers(bootstrap, DELIVERY);
  }

  /** May be repeated: the owner does not begin a replay twice. */
  Mono<Void> send(String topic, UUID replay) {
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(Topic.REPLAY_REQUESTS.topicName(), 0, null, new byte[0]);
    ReplayHeaders.addHeader(request.headers(), ReplayHeaders.TOPIC, topic);
    ReplayHeaders.addHeader(request.headers(), ReplayHeaders.REPLAY_ID, replay);
    return send(request);
  }

  /** Asks for one partition of the live topic again. */
  Mono<Void> sendRange(String topic, RangeRequest range) {
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(Topic.REPLAY_REQUESTS.topicName(), 0, null, new byte[0]);
    ReplayHeaders.addHeader(request.headers(), ReplayHeaders.TOPIC, topic);
    ReplayHeaders.addHeader(request.headers(), ReplayHeaders.RANGE_PARTITION, range.partition());
    ReplayHeaders.addHeader(request.headers(), ReplayHeaders.RANGE_AFTER, range.after());
    return send(request);
  }

  private Mono<Void> send(ProducerRecord<byte[], byte[]> request) {
    return kafkaProducers.using(
        producer ->
            KafkaProducers.send(producer, List.of(request))
                .subscribeOn(Schedulers.boundedElastic()));
  }
}
