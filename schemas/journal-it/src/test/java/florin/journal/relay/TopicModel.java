package florin.journal.relay;

import florin.journal.interleaving.ThreadSwitches;
import florin.journal.kafka.EventRecords;
import florin.journal.kafka.KafkaProducers;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A topic in memory, and idempotent producers for it: in each partition the records of a producer
 * arrive in order; after the first that fails none arrives. Records of a closed producer that are
 * on their way may still arrive.
 */
final class TopicModel {

  /** A record with an event. */
  record Sent(int partition, long position, long previous) {}

  private final RelayModel model;
  private final List<Sent> log = new ArrayList<>();

  TopicModel(RelayModel model) {
    this.model = model;
  }

  int size() {
    return log.size();
  }

  /** Whether the event of a position is in the topic from an offset on. */
  boolean has(long position, int from) {
    return log.stream().skip(from).anyMatch(sent -> sent.position() == position);
  }

  List<Sent> firstOccurrences(int partition) {
    Set<Long> seen = new HashSet<>();
    return log.stream()
        .filter(sent -> sent.partition() == partition && seen.add(sent.position()))
        .toList();
  }

  KafkaProducers producers() {
    return new KafkaProducers("none", Duration.ofSeconds(10)) {
      @Override
      public Producer<byte[], byte[]> open() {
        return new ModelProducer().asProducer();
      }
    };
  }

  private record Pending(ProducerRecord<byte[], byte[]> sent, Callback callback) {}

  private final class ModelProducer {
    private final List<PartitionSender> senders = new ArrayList<>();
    private boolean closed;

    private ModelProducer() {
      for (int i = 0; i < RelayModel.TOPIC.partitions(); i++) {
        senders.add(new PartitionSender(this));
      }
    }

    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> asProducer() {
      return (Producer<byte[], byte[]>)
          Proxy.newProxyInstance(
              Producer.class.getClassLoader(),
              new Class<?>[] {Producer.class},
              (_, method, arguments) -> {
                switch (method.getName()) {
                  case "send" ->
                      send((ProducerRecord<byte[], byte[]>) arguments[0], (Callback) arguments[1]);
                  case "close" -> closed = true;
                  default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
              });
    }

    private void send(ProducerRecord<byte[], byte[]> sent, Callback callback) {
      senders.get(sent.partition()).send(new Pending(sent, callback));
    }
  }

  /** The records of one producer for one partition. */
  private final class PartitionSender {
    private final ModelProducer producer;
    private final Queue<Pending> waiting = new ArrayDeque<>();
    private boolean active;
    private boolean broken;

    private PartitionSender(ModelProducer producer) {
      this.producer = producer;
    }

    private void send(Pending next) {
      waiting.add(next);
      if (!active) {
        active = true;
        model.threads.start(this::sendAll);
      }
    }

    private void sendAll() {
      for (Pending next = waiting.poll(); next != null; next = waiting.poll()) {
        ThreadSwitches.point();
        boolean late = producer.closed && model.random.nextBoolean();
        boolean failing = broken || late || model.fails();
        if (!failing || !broken && !late && model.random.nextBoolean()) {
          append(next.sent());
        }
        broken |= failing;
        ThreadSwitches.point();
        next.callback().onCompletion(null, failing ? new TimeoutException("no answer") : null);
      }
      active = false;
    }
  }

  private void append(ProducerRecord<byte[], byte[]> sent) {
    if (sent.key() != null) {
      log.add(
          new Sent(
              sent.partition(),
              number(sent, EventRecords.POSITION),
              number(sent, EventRecords.PREVIOUS)));
    }
  }

  private static long number(ProducerRecord<byte[], byte[]> sent, String header) {
    return Long.parseLong(
        new String(sent.headers().lastHeader(header).value(), StandardCharsets.UTF_8));
  }
}
