package florin.journal.replay;

import florin.events.Topic;
import florin.journal.relay.Producers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks the owner of a topic to write its journal once more. */
final class Requests {

  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private final Producers producers;

  Requests(String bootstrap) {
    this.producers = new Producers(bootstrap, DELIVERY);
  }

  /** May be asked again: an owner that knows the replay does not begin it twice. */
  Mono<Void> ask(String topic, UUID replay) {
    ProducerRecord<byte[], byte[]> request =
        new ProducerRecord<>(Topic.REPLAY_REQUESTS.topicName(), 0, null, new byte[0]);
    Replays.add(request.headers(), Replays.TOPIC, topic);
    Replays.add(request.headers(), Replays.REPLAY_ID, replay);
    return producers.using(
        producer ->
            Producers.send(producer, List.of(request)).subscribeOn(Schedulers.boundedElastic()));
  }
}
