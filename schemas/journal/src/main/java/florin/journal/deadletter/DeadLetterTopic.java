package florin.journal.deadletter;

import florin.events.Topic;
import florin.journal.EndlessRounds;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.UnnestColumns;
import florin.journal.kafka.KafkaProducers;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Copies what is parked to {@code <service>.parked}, for people with Kafka's own tools: the record
 * as it came, and in headers where it came from and why it is parked. At least once; the rows are
 * the truth, and one that was retried before its turn is not copied.
 */
public final class DeadLetterTopic implements SmartLifecycle {

  public static final String TOPIC = "parked-topic";
  public static final String PARTITION = "parked-partition";
  public static final String OFFSET = "parked-offset";
  public static final String REASON = "parked-reason";

  private static final Logger log = LoggerFactory.getLogger(DeadLetterTopic.class);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final String UNCOPIED =
      """
      select topic, partition, record_offset, user_id, reason, key, value, headers::text as headers
      from journal.parked_event
      where copied_at is null and not skipped
      order by parked_at, topic, partition, record_offset
      limit 200
      """;

  private static final String COPIED =
      """
      update journal.parked_event e set copied_at = clock_timestamp()
      from unnest(:topics::text[], :partitions::int[], :offsets::bigint[]) as d (topic, partition, record_offset)
      where e.topic = d.topic and e.partition = d.partition and e.record_offset = d.record_offset
      """;

  private record Row(
      String topic,
      int partition,
      long offset,
      Optional<UUID> user,
      String reason,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String headers) {}

  private final Sessions sessions;
  private final KafkaProducers kafkaProducers;
  private final Topic copies;
  private final Duration poll;
  private final Scheduler thread =
      Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "parked-copies", 60, true);
  private @Nullable Producer<byte[], byte[]> producer;
  private volatile @Nullable Disposable loop;

  public DeadLetterTopic(
      Sessions sessions, KafkaProducers kafkaProducers, Topic copies, Duration poll) {
    this.sessions = sessions;
    this.kafkaProducers = kafkaProducers;
    this.copies = copies;
    this.poll = poll;
  }

  @Override
  public void start() {
    loop =
        EndlessRounds.of(
                () -> Mono.defer(this::copyRound).delaySubscription(poll, thread),
                poll,
                LONGEST_PAUSE,
                failure -> log.warn("parked events wait to be copied: {}", failure.toString()))
            .subscribeOn(thread)
            .subscribe();
  }

  private Mono<Void> copyRound() {
    return sessions
        .transaction(
            "begin read only",
            session -> session.sql(UNCOPIED).map(DeadLetterTopic::row).all().collectList())
        .publishOn(thread)
        .flatMap(rows -> rows.isEmpty() ? Mono.empty() : copy(rows));
  }

  private Mono<Void> copy(List<Row> rows) {
    return KafkaProducers.send(open(), rows.stream().map(this::record).toList())
        .then(Mono.defer(() -> sessions.transaction("begin", session -> markCopied(session, rows))))
        .publishOn(thread);
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> opened = producer;
    if (opened == null) {
      opened = kafkaProducers.open();
      producer = opened;
    }
    return opened;
  }

  private ProducerRecord<byte[], byte[]> record(Row row) {
    byte[] key =
        row.user().map(user -> user.toString().getBytes(StandardCharsets.UTF_8)).orElse(row.key());
    ProducerRecord<byte[], byte[]> copy =
        new ProducerRecord<>(
            copies.topicName(), null, key, row.value(), DeadLetterHeaders.headers(row.headers()));
    Headers headers = copy.headers();
    add(headers, TOPIC, row.topic());
    add(headers, PARTITION, row.partition());
    add(headers, OFFSET, row.offset());
    add(headers, REASON, row.reason());
    return copy;
  }

  private static void add(Headers headers, String name, Object value) {
    headers.add(name, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Mono<Void> markCopied(Session session, List<Row> rows) {
    return session
        .sql(COPIED)
        .bind("topics", UnnestColumns.column(rows, String.class, Row::topic))
        .bind("partitions", UnnestColumns.column(rows, Integer.class, Row::partition))
        .bind("offsets", UnnestColumns.column(rows, Long.class, Row::offset))
        .then();
  }

  private static Row row(Readable row) {
    return new Row(
        Columns.text(row, "topic"),
        Columns.integer(row, "partition"),
        Columns.number(row, "record_offset"),
        Optional.ofNullable(row.get("user_id", UUID.class)),
        Columns.text(row, "reason"),
        DeadLetters.bytes(row, "key"),
        DeadLetters.bytes(row, "value"),
        Columns.text(row, "headers"));
  }

  @Override
  public void stop() {
    Disposable running = loop;
    if (running != null) {
      running.dispose();
      loop = null;
    }
    thread.schedule(this::close);
  }

  private void close() {
    Producer<byte[], byte[]> opened = producer;
    if (opened != null) {
      producer = null;
      opened.close(Duration.ZERO);
    }
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }
}
