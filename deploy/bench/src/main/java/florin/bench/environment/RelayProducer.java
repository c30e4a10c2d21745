package florin.bench.environment;

import florin.journal.kafka.KafkaProducers;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** A producer set up as the relay's is. */
public final class RelayProducer {

  private RelayProducer() {}

  /** The caller closes it. */
  public static Producer<byte[], byte[]> open(String bootstrap) {
    return new KafkaProducers(bootstrap, Duration.ofSeconds(30)).open();
  }
}
