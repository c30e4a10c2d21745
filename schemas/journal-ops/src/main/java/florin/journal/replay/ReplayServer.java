package florin.journal.replay;

import florin.events.Topic;
import florin.journal.Journal;
import florin.journal.database.Columns;
import florin.journal.database.Sessions;
import florin.journal.kafka.EventRecords;
import florin.journal.kafka.KafkaProducers;
import florin.journal.relay.RangeRequest;
import florin.journal.relay.Relay;
import florin.journal.relay.incarnation.Incarnation;
import florin.journal.stream.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Serves replays of the whole journal: writes it, up to its current end, to the topic for replays,
 * each event to the partition and with the {@code previous} it has in the live topic, and then an
 * end in each partition. Uses a producer of its own, so that live events do not wait. Only the
 * process that relays serves them; a mirror without a replay repeats its request. A request for a
 * range of one partition is answered by the relay itself, in the live topic.
 */
public final class ReplayServer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReplayServer.class);
  private static final int PAGE = 500;
  private static final int WAITING_REQUESTS = 64;

  private final Topic topic;
  private final Topic replays;
  private final Sessions sessions;
  private final KafkaProducers kafkaProducers;
  private final Relay relay;
  private final String bootstrap;
  private final Set<UUID> known = ConcurrentHashMap.newKeySet();
  private final Sinks.Many<UUID> requests =
      Sinks.many()
          .unicast()
          .onBackpressureBuffer(new java.util.concurrent.ArrayBlockingQueue<>(WAITING_REQUESTS));
  private final KafkaMessageListenerContainer<byte[], byte[]> container;
  private volatile boolean started;

  public ReplayServer(
      Topic topic,
      Sessions sessions,
      KafkaProducers kafkaProducers,
      Relay relay,
      String bootstrap) {
    this.topic = topic;
    this.replays = Topic.replayOf(topic);
    this.sessions = sessions;
    this.kafkaProducers = kafkaProducers;
    this.relay = relay;
    this.bootstrap = bootstrap;
    this.container = container();
  }

  private KafkaMessageListenerContainer<byte[], byte[]> container() {
    ContainerProperties properties =
        new ContainerProperties(
            new TopicPartitionOffset(
                Topic.REPLAY_REQUESTS.topicName(), 0, TopicPartitionOffset.SeekPosition.END));
    properties.setGroupId(topic.topicName() + ".replay");
    properties.setMessageListener((MessageListener<byte[], byte[]>) this::onRequest);
    return new KafkaMessageListenerContainer<>(
        new DefaultKafkaConsumerFactory<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        properties);
  }

  private void onRequest(ConsumerRecord<byte[], byte[]> request) {
    if (!relay.isActive()
        || !topic.topicName().equals(ReplayHeaders.header(request, ReplayHeaders.TOPIC))) {
      return;
    }
    try {
      String id = ReplayHeaders.header(request, ReplayHeaders.REPLAY_ID);
      String partition = ReplayHeaders.header(request, ReplayHeaders.RANGE_PARTITION);
      String after = ReplayHeaders.header(request, ReplayHeaders.RANGE_AFTER);
      if (partition != null && after != null) {
        relay.requestRange(new RangeRequest(Integer.parseInt(partition), Long.parseLong(after)));
      } else if (id != null && known.add(UUID.fromString(id))) {
        requests.tryEmitNext(UUID.fromString(id));
      }
    } catch (IllegalArgumentException unreadable) {
      log.warn("a replay request is ignored: {}", unreadable.getMessage());
    }
  }

  /** The position of a replay, and its history. */
  private static final class Walk {
    private long position;
    private final long[] last;
    private final Incarnation incarnation;

    private Walk(int partitions, Incarnation incarnation) {
      this.last = new long[partitions];
      this.incarnation = incarnation;
    }
  }

  private Mono<Void> serve(UUID id) {
    return Mono.justOrEmpty(relay.incarnation())
        .flatMap(
            incarnation ->
                lastPosition()
                    .flatMap(
                        head ->
                            kafkaProducers.using(
                                producer -> sendJournal(id, head, incarnation, producer))))
        .doOnError(failure -> log.warn("replay {} of {} broke off", id, topic.topicName(), failure))
        .onErrorComplete()
        .doFinally(_ -> known.remove(id)); // a mirror that lacks records repeats its request
  }

  private Mono<Void> sendJournal(
      UUID id, long head, Incarnation incarnation, Producer<byte[], byte[]> producer) {
    Walk walk = new Walk(topic.partitions(), incarnation);
    log.info("replaying {} up to position {} as {}", topic.topicName(), head, id);
    return Mono.defer(() -> page(id, head, producer, walk))
        .repeat()
        .takeUntil(done -> done)
        .then(Mono.defer(() -> send(producer, endMarkers(id, head, walk))));
  }

  private Mono<Boolean> page(UUID id, long head, Producer<byte[], byte[]> producer, Walk walk) {
    return sessions
        .transaction("begin read only", session -> Journal.after(session, walk.position, PAGE))
        .flatMap(
            events -> {
              List<RecordedEvent> wanted =
                  events.stream().filter(event -> event.position() <= head).toList();
              boolean last = events.isEmpty() || events.getLast().position() >= head;
              return wanted.isEmpty()
                  ? Mono.just(true)
                  : send(producer, records(id, wanted, walk)).thenReturn(last);
            });
  }

  /** A full buffer makes the sender wait. */
  private static Mono<Void> send(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    return KafkaProducers.send(producer, records).subscribeOn(Schedulers.boundedElastic());
  }

  private List<ProducerRecord<byte[], byte[]>> records(
      UUID id, List<RecordedEvent> events, Walk walk) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size());
    for (RecordedEvent event : events) {
      int partition = EventRecords.partition(event.stream().user(), walk.last.length);
      ProducerRecord<byte[], byte[]> sent =
          EventRecords.of(replays, event, partition, walk.last[partition]);
      ReplayHeaders.addHeader(sent.headers(), ReplayHeaders.REPLAY_ID, id);
      walk.incarnation.addTo(sent.headers(), partition);
      records.add(sent);
      walk.last[partition] = event.position();
    }
    walk.position = events.getLast().position();
    return records;
  }

  private List<ProducerRecord<byte[], byte[]>> endMarkers(UUID id, long head, Walk walk) {
    List<ProducerRecord<byte[], byte[]>> ends = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      ProducerRecord<byte[], byte[]> end =
          new ProducerRecord<>(replays.topicName(), partition, null, new byte[0]);
      ReplayHeaders.addHeader(end.headers(), ReplayHeaders.REPLAY_ID, id);
      ReplayHeaders.addHeader(end.headers(), ReplayHeaders.REPLAY_END, head);
      ReplayHeaders.addHeader(end.headers(), ReplayHeaders.REPLAY_LAST, walk.last[partition]);
      walk.incarnation.addTo(end.headers(), partition);
      ends.add(end);
    }
    return ends;
  }

  private Mono<Long> lastPosition() {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql("select coalesce(max(position), 0) as head from journal.event")
                .map(row -> Columns.number(row, "head"))
                .one());
  }

  @Override
  public void start() {
    started = true;
    requests.asFlux().concatMap(this::serve).subscribe();
    container.start();
  }

  @Override
  public void stop() {
    started = false;
    container.stop();
    requests.tryEmitComplete();
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}
