package florin.journal.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes plain Kafka producers with the settings that keep order and lose nothing. */
public class KafkaProducers {

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Map<String, Object> settings;
  private final String bootstrap;

  public KafkaProducers(String bootstrap, Duration deliveryTimeout) {
    settings = new HashMap<>(settings(bootstrap, deliveryTimeout));
    this.bootstrap = bootstrap;
  }

  /** The addresses of the brokers. */
  public String bootstrap() {
    return bootstrap;
  }

  /**
   * Explicit, because the client turns idempotence off silently when another setting contradicts
   * it.
   */
  static Map<String, Object> settings(String bootstrap, Duration deliveryTimeout) {
    int timeout = (int) deliveryTimeout.toMillis();
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        5,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        timeout,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.min(10_000, timeout / 2),
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        timeout,
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 * 1024,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4");
  }

  public Producer<byte[], byte[]> open() {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Opens a producer for some work and closes it after it, on threads that may wait. */
  public <T> Mono<T> using(Function<Producer<byte[], byte[]>, Mono<T>> work) {
    return Mono.usingWhen(
        Mono.fromCallable(this::open).subscribeOn(Schedulers.boundedElastic()),
        work,
        producer ->
            Mono.<Void>fromRunnable(() -> producer.close(CLOSING))
                .subscribeOn(Schedulers.boundedElastic()));
  }

  /** Sends all and completes when the broker has acknowledged all; fails with the first failure. */
  public static Mono<Void> send(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    if (records.isEmpty()) {
      return Mono.empty();
    }
    return Mono.create( // the callback reports the same results as the futures
        sink -> {
          java.util.concurrent.atomic.AtomicInteger open =
              new java.util.concurrent.atomic.AtomicInteger(records.size());
          for (ProducerRecord<byte[], byte[]> sent : records) {
            producer.send(
                sent,
                (_, failure) -> {
                  if (failure != null) {
                    sink.error(failure);
                  } else if (open.decrementAndGet() == 0) {
                    sink.success();
                  }
                });
          }
        });
  }
}
