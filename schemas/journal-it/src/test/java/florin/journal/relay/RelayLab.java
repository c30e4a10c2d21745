package florin.journal.relay;

import florin.events.Topic;
import florin.journal.database.Sessions;
import florin.journal.kafka.EventRecords;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.kafka.KafkaProducers;
import florin.journal.relay.incarnation.Incarnation;
import florin.journal.relay.incarnation.JournalIncarnations;
import florin.journal.relay.incarnation.RestoreCheck;
import florin.journal.relay.incarnation.SentEvent;
import florin.journal.replay.ReplayServer;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A journal, a topic of its own, and the check that every relay must pass. */
public final class RelayLab implements AutoCloseable {

  public static final int BATCH = 25;
  static final Duration POLL = Duration.ofMillis(20);

  private final SampleRuntime runtime;
  private final Topic topic;
  private final Sessions sessions;

  public RelayLab(SampleRuntime runtime, Topic topic) {
    this.runtime = runtime;
    this.topic = topic;
    this.sessions = runtime.sessions("relay");
    runtime.ensure(topic);
  }

  public SampleRuntime runtime() {
    return runtime;
  }

  Topic topic() {
    return topic;
  }

  RelayCheckpoints checkpoints() {
    return new RelayCheckpoints(sessions, Duration.ofSeconds(10));
  }

  KafkaProducers producers() {
    return new KafkaProducers(runtime.properties().kafka().bootstrap(), Duration.ofSeconds(10));
  }

  /** A new relay that knows nothing but the database. */
  public Relay relay() {
    return relay(BATCH);
  }

  public Relay relay(int batch) {
    return relay(batch, POLL);
  }

  Relay relay(int batch, Duration renewal) {
    return new Relay(topic, checkpoints(), producers(), runtime.bell(), batch, POLL, renewal);
  }

  /** A relay to which Kafka acknowledges a batch of which it keeps all but the last record. */
  public Relay losingTheLastRecord(AtomicBoolean losing, Duration quiet) {
    return new Relay(topic, checkpoints(), producers(), runtime.bell(), BATCH, POLL, POLL, quiet) {
      @Override
      Mono<Void> deliver(
          Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        boolean events = records.getLast().key() != null;
        return events && losing.get()
            ? super.deliver(producer, records.subList(0, records.size() - 1))
            : super.deliver(producer, records);
      }
    };
  }

  /** A relay that believes every journal. */
  public Relay believing() {
    return new Relay(topic, checkpoints(), producers(), runtime.bell(), BATCH, POLL, POLL) {
      @Override
      RestoreCheck restoreCheck(Topic checked, String bootstrap, JournalIncarnations incarnations) {
        return new RestoreCheck(checked, bootstrap, incarnations) {
          @Override
          public Optional<String> mismatch(
              Incarnation incarnation,
              List<SentEvent> sent,
              List<JournalIncarnations.Found> found) {
            return Optional.empty();
          }
        };
      }
    };
  }

  /** What answers mirrors of the lab's topic. */
  public ReplayServer replays(Relay relay) {
    return new ReplayServer(
        topic, sessions, producers(), relay, runtime.properties().kafka().bootstrap());
  }

  /** A relay whose every record gets its answer, so that the one after a refused one lands. */
  public Relay oneByOne() {
    return new Relay(topic, checkpoints(), producers(), runtime.bell(), BATCH, POLL, POLL) {
      @Override
      Mono<Void> deliver(
          Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        return Flux.fromIterable(records)
            .concatMapDelayError(record -> super.deliver(producer, List.of(record)))
            .then();
      }
    };
  }

  /** A relay whose broker answers no batch before the given signal. */
  Relay deliveringAfter(CompletableFuture<Void> answered) {
    return new Relay(topic, checkpoints(), producers(), runtime.bell(), BATCH, POLL, POLL) {
      @Override
      Mono<Void> deliver(
          Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        return super.deliver(producer, records).then(Mono.fromFuture(answered, true));
      }
    };
  }

  /** What a lapsed lease looks like to others, without waiting for it. */
  void lapse() {
    runtime.platform().execute("update journal.checkpoint set until = '-infinity'");
  }

  /** The same name, nothing in it: a Kafka that was lost. */
  public void remakeTopic() {
    runtime
        .broker()
        .ask(
            "removal of " + topic.topicName(),
            admin -> KafkaAdmin.answer(admin.deleteTopics(List.of(topic.topicName())).all()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> runtime.ensure(topic)); // the removal takes a moment
  }

  /** Relays what there is, to the end. */
  public void drain() {
    Relay relay = relay();
    relay.start();
    try {
      awaitDone();
    } finally {
      relay.stop();
      lapse();
    }
  }

  public void awaitDone() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                runtime
                        .platform()
                        .count(
                            "select (select coalesce(max(position), 0) from journal.event) -"
                                + " position from journal.checkpoint")
                    == 0);
  }

  /** What is wrong with the topic, compared with the journal; empty if nothing is. */
  List<String> complaints(int duplicatesAllowed) {
    List<String> complaints = new ArrayList<>();
    Map<UUID, Long> journal = new HashMap<>();
    runtime
        .platform()
        .query("select event_id, position from journal.event")
        .forEach(row -> journal.put((UUID) row.get("event_id"), (Long) row.get("position")));
    TopicLog log = TopicLog.of(runtime.properties().kafka().bootstrap(), topic);
    Map<UUID, TopicLog.Entry> seen = new HashMap<>();
    Map<Integer, Long> last = new HashMap<>();
    IntStream.range(0, topic.partitions()).forEach(partition -> last.put(partition, 0L));
    for (TopicLog.Entry entry : log.entries()) {
      if (entry.partition() != EventRecords.partition(entry.user(), topic.partitions())) {
        complaints.add("wrong partition: " + entry);
      }
      TopicLog.Entry first = seen.putIfAbsent(entry.event(), entry);
      if (first != null) {
        if (first.previous() != entry.previous() || first.position() != entry.position()) {
          complaints.add("told otherwise before: " + entry + ", " + first);
        }
      } else if (entry.previous() != last.get(entry.partition())) {
        complaints.add(
            "chain: " + entry + " (expected: after " + last.get(entry.partition()) + ")");
        last.put(entry.partition(), entry.position());
      } else {
        last.put(entry.partition(), entry.position());
      }
    }
    Set<UUID> lost = new HashSet<>(journal.keySet());
    lost.removeAll(seen.keySet());
    if (!lost.isEmpty()) {
      complaints.add("lost: " + lost.size());
    }
    if (!journal.keySet().containsAll(seen.keySet())) {
      complaints.add("not in the journal");
    }
    int duplicates = log.entries().size() - seen.size();
    if (duplicates > duplicatesAllowed) {
      complaints.add("duplicates: " + duplicates + " (expected: <= " + duplicatesAllowed + ")");
    }
    return complaints;
  }

  @Override
  public void close() {
    runtime.close();
  }
}
