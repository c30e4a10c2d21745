package florin.journal.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.database.Sessions;
import florin.journal.inbox.BoundInbox;
import florin.journal.inbox.TallyCheck;
import florin.journal.inbox.TallyInbox;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.kafka.KafkaProducers;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import florin.journal.stream.Rejection;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int EVENTS = TestScale.of(2_000, 50_000);

  private final Topic topic = topic(6);
  private final Topic copies = topic(1);
  private final SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"));
  private final RelayLab lab =
      new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic);
  private final TallyInbox tallyInbox = new TallyInbox(topic);
  private final TallyCheck check =
      TallyCheck.of(lab.runtime(), target.platform(), topic.topicName());
  private final Sessions sessions = target.sessions("worker");
  private final InboxBatches inboxBatches =
      new InboxBatches(sessions, target.workerCommands(sessions));
  private final DeadLetterQueues queues =
      new DeadLetterQueues(sessions, target.workerCommands(sessions), List.of(tallyInbox));

  private static Topic topic(int partitions) {
    return new Topic("parked-" + UUID.randomUUID() + ".events", partitions, Duration.ofDays(1));
  }

  @AfterEach
  void close() {
    lab.close();
    target.close();
  }

  private BoundInbox loop() {
    return new BoundInbox(
        inboxBatches, tallyInbox, target.properties().kafka().bootstrap(), topic.topicName(), 100);
  }

  private Set<UUID> parkedUsers() {
    return target
        .platform()
        .query("select distinct user_id from journal.parked_event where user_id is not null")
        .stream()
        .map(row -> (UUID) row.get("user_id"))
        .collect(Collectors.toSet());
  }

  @Test
  void holdUpOnlyTheirUserAndAreAppliedInOrderWhenRetried() {
    SeededRuns.forEachSeed(1, this::poisoned);
  }

  private void poisoned(Random random) {
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(500).toList();
    Map<UUID, Integer> before = new HashMap<>();
    Map<UUID, Integer> sent = new HashMap<>();
    Relay relay = lab.relay(500);
    relay.start();
    try (BoundInbox loop = loop()) {
      for (int done = 0; done < EVENTS; done += 10) {
        UUID user = users.get(random.nextInt(users.size()));
        boolean poison = done % 1_000 == 0;
        if (poison) {
          before.putIfAbsent(user, sent.getOrDefault(user, 0) + 4);
        }
        sent.merge(user, 10, Integer::sum);
        lab.runtime()
            .append(
                user,
                Stream.iterate(0, i -> i < 10, i -> i + 1)
                    .map(i -> poison && i == 4 ? "poison" : "text")
                    .toList());
      }
      await().atMost(SOON).until(() -> check.applied() + check.parked() == EVENTS);
      assertThat(parkedUsers()).isEqualTo(before.keySet());
      sent.forEach(
          (user, all) ->
              assertThat(applied(user)).isEqualTo((long) before.getOrDefault(user, all)));
      copiesTellAll();
      UUID first = before.keySet().iterator().next();
      DeadLetterQueues.RetryResult still = queues.retry(topic.topicName(), first).block(SOON);
      assertThat(still.applied()).isZero();
      assertThat(still.stopped()).hasValueSatisfying(why -> assertThat(why).contains("poison"));
      tallyInbox.cure();
      for (UUID user : before.keySet()) { // while more of the same users arrives
        lab.runtime().append(user, List.of("later"));
        DeadLetterQueues.RetryResult retryResult =
            queues.retry(topic.topicName(), user).block(SOON);
        assertThat(retryResult.stopped()).isEmpty();
      }
      await()
          .atMost(SOON)
          .until(
              () -> {
                for (UUID user : parkedUsers()) { // arrived between its retry's last part and now
                  queues.retry(topic.topicName(), user).block(SOON);
                }
                return check.applied() == check.appended();
              });
      assertThat(check.complaints()).isEmpty();
      assertThat(check.parked()).isZero();
      assertThat(queues.queues().block(SOON)).isEmpty();
      assertThat(loop.failures()).isEmpty();
    } finally {
      relay.stop();
    }
  }

  private long applied(UUID user) {
    return target
        .platform()
        .count("select count(*) from mirror.tally where user_id = '" + user + "'");
  }

  private void copiesTellAll() {
    String bootstrap = target.properties().kafka().bootstrap();
    target.ensure(copies);
    DeadLetterTopic copying =
        new DeadLetterTopic(
            sessions,
            new KafkaProducers(bootstrap, Duration.ofSeconds(10)),
            copies,
            Duration.ofMillis(50));
    copying.start();
    try {
      await()
          .atMost(SOON)
          .until(
              () ->
                  target
                          .platform()
                          .count(
                              "select count(*) from journal.parked_event where copied_at is null")
                      == 0);
    } finally {
      copying.stop();
    }
    Map<String, ConsumerRecord<byte[], byte[]>> originals = new HashMap<>();
    TopicLog.records(bootstrap, topic)
        .forEach(record -> originals.put(record.partition() + "@" + record.offset(), record));
    List<ConsumerRecord<byte[], byte[]>> copied = TopicLog.records(bootstrap, copies);
    assertThat(copied).hasSize((int) check.parked());
    for (ConsumerRecord<byte[], byte[]> copy : copied) {
      ConsumerRecord<byte[], byte[]> original =
          originals.get(
              TopicLog.header(copy, DeadLetterTopic.PARTITION)
                  + "@"
                  + TopicLog.header(copy, DeadLetterTopic.OFFSET));
      assertThat(copy.key()).isEqualTo(original.key());
      assertThat(copy.value()).isEqualTo(original.value());
      original
          .headers()
          .forEach(
              header ->
                  assertThat(copy.headers().lastHeader(header.key()).value())
                      .isEqualTo(header.value()));
      assertThat(TopicLog.header(copy, DeadLetterTopic.TOPIC)).isEqualTo(topic.topicName());
      assertThat(TopicLog.header(copy, DeadLetterTopic.REASON)).contains("p");
    }
  }

  /** The record was damaged on its way; the same event comes again, readable. */
  @Test
  void areReplacedByAReadableCopyAndTheirUserGoesOn() {
    UUID user = UUID.randomUUID();
    lab.runtime().append(user, List.of("a", "b", "c"));
    lab.drain();
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicLog.records(target.properties().kafka().bootstrap(), topic);
    inboxBatches
        .storeOffset(topic.topicName(), records.getFirst().partition(), "same", 0)
        .block(SOON);
    List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>(records);
    log.set(1, at(records.get(1), 1, new byte[] {1}));
    inboxBatches.accept(tallyInbox, log).block(SOON);
    assertThat(check.applied()).isEqualTo(1);
    assertThat(check.parked()).isEqualTo(2);

    inboxBatches
        .accept(tallyInbox, List.of(at(records.get(1), 3, records.get(1).value())))
        .block(SOON);

    assertThat(check.parked()).isZero();
    assertThat(check.complaints()).isEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> at(
      ConsumerRecord<byte[], byte[]> record, long offset, byte[] value) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        value,
        record.headers(),
        Optional.empty());
  }

  @Test
  void areAllRetriedByOneOperation() {
    for (int i = 0; i < 5; i++) {
      lab.runtime().append(UUID.randomUUID(), List.of("a", "poison", "b"));
    }
    lab.drain();
    try (BoundInbox loop = loop()) {
      await().atMost(SOON).until(() -> check.applied() == 5 && check.parked() == 10);
      assertThat(loop.failures()).isEmpty();
    }
    DeadLetterEndpoint endpoint = new DeadLetterEndpoint(queues);
    DeadLetterQueues.RetryResult still = endpoint.retry(topic.topicName(), null, true).block(SOON);
    assertThat(still.applied()).isZero();
    assertThat(still.stopped()).isPresent();
    tallyInbox.cure();
    assertThat(endpoint.retry(topic.topicName(), null, true).block(SOON).applied()).isEqualTo(10);
    assertThat(check.parked()).isZero();
    assertThat(check.complaints()).isEmpty();
  }

  @Test
  void areGivenUpOnlyWithAReasonThatStays() {
    lab.runtime().append(UUID.randomUUID(), List.of("a", "poison", "b"));
    lab.drain();
    try (BoundInbox loop = loop()) {
      await().atMost(SOON).until(() -> check.applied() == 1 && check.parked() == 2);
      assertThat(loop.failures()).isEmpty();
    }
    DeadLetterEndpoint endpoint = new DeadLetterEndpoint(queues);
    DeadLetterQueue queue = endpoint.queues().block(SOON).getFirst();
    assertThat(queue.count()).isEqualTo(2);
    assertThat(queue.reason()).contains("poison");
    assertThatThrownBy(
            () -> endpoint.discard(topic.topicName(), queue.partition(), queue.offset(), " "))
        .hasMessageContaining("because");
    assertThat(
            endpoint
                .discard(topic.topicName(), queue.partition(), queue.offset(), "a test")
                .block(SOON))
        .isTrue();
    assertThat(
            endpoint
                .retry(topic.topicName(), queue.user().orElseThrow(), null)
                .block(SOON)
                .applied())
        .isEqualTo(1);
    assertThat(check.applied()).isEqualTo(2);
    assertThat(
            target
                .platform()
                .query("select discarded_because, reason from journal.discarded_event")
                .getFirst())
        .containsEntry("discarded_because", "a test")
        .containsEntry("reason", "IllegalStateException: poison");
    assertThatThrownBy(() -> queues.retry("nobody.events", UUID.randomUUID()).block(SOON))
        .isInstanceOf(Rejection.class);
  }
}
