package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.deadletter.DeadLetters;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

public class ExactlyOnceIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final int EVENTS = TestScale.of(5_000, 50_000);
  private static final int FAULTS = TestScale.of(8, 60);

  private static SampleRuntime target;

  @BeforeAll
  static void open() {
    target = new SampleRuntime(TestPlatform.of("planning"));
  }

  @AfterAll
  static void close() {
    target.close();
  }

  private static Topic topic(int partitions) {
    return new Topic("once-" + UUID.randomUUID() + ".events", partitions, Duration.ofDays(1));
  }

  private static RelayLab lab(Topic topic) {
    return new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic);
  }

  /** An intake with a pool of its own, as another process has. */
  private static InboxBatches intake() {
    Sessions sessions = target.sessions("worker");
    return new InboxBatches(sessions, target.workerCommands(sessions));
  }

  @Test
  void holdsWhileConsumersComeGoAndStall() {
    SeededRuns.forEachSeed(1, this::chaos);
  }

  private void chaos(Random random) throws Exception {
    Topic topic = topic(12);
    TallyInbox tallyInbox = new TallyInbox(topic);
    String group = "chaos-" + UUID.randomUUID();
    List<BoundInbox> consumers = new ArrayList<>();
    try (RelayLab lab = lab(topic)) {
      Relay relay = lab.relay(500);
      relay.start();
      long seed = random.nextLong();
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> append(lab.runtime(), new Random(seed)));
      TallyCheck check = TallyCheck.of(lab.runtime(), target.platform(), topic.topicName());
      try {
        for (int i = 0; i < 4; i++) {
          consumers.add(join(tallyInbox, group, random));
        }
        for (int fault = 1; fault <= FAULTS; fault++) {
          long reached = (long) EVENTS * fault / (FAULTS + 1);
          await().atMost(SOON).until(() -> check.applied() >= reached);
          int at = random.nextInt(consumers.size());
          if (random.nextBoolean()) {
            consumers.get(at).pauseFor(BoundInbox.POLL_INTERVAL.plusMillis(random.nextInt(1_000)));
          } else {
            consumers.add(join(tallyInbox, group, random));
            consumers.remove(at).close();
          }
        }
        writing.get(60, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> check.applied() >= EVENTS);
        assertThat(check.complaints()).isEmpty();
        assertThat(check.parked()).isZero();
        assertThat(check.gaps()).isZero();
      } finally {
        relay.stop();
        consumers.forEach(BoundInbox::close);
      }
    }
  }

  private static BoundInbox join(TallyInbox tallyInbox, String group, Random random) {
    return new BoundInbox(
        intake(),
        tallyInbox,
        target.properties().kafka().bootstrap(),
        group,
        20 + random.nextInt(100));
  }

  private static void append(SampleRuntime source, Random random) {
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(200).toList();
    for (int done = 0; done < EVENTS; done += 20) {
      source.append(users.get(random.nextInt(users.size())), Collections.nCopies(20, "t" + done));
    }
  }

  /** Nothing but the fence between two consumers of one partition: no household is locked. */
  private static class FenceAlone extends InboxBatches {

    FenceAlone(Sessions sessions, InboxOffsets inboxOffsets) {
      super(sessions, target.workerCommands(sessions), inboxOffsets, new DeadLetters());
    }

    @Override
    public String beginStatement(Collection<UUID> users) {
      return "begin";
    }
  }

  /** The wrong fence: any later end is believed, whatever the batch began with. */
  private static final class Forward extends InboxOffsets {
    @Override
    public Mono<Boolean> advance(
        Session session, String topic, int partition, OffsetMove offsetMove) {
      return session
          .sql(
              "update journal.inbox_offset set next_offset = :end, position = :position where"
                  + " topic = :topic and partition = :partition and next_offset < :end")
          .bind("topic", topic)
          .bind("partition", partition)
          .bind("end", offsetMove.end())
          .bind("position", offsetMove.position())
          .fetch()
          .rowsUpdated()
          .map(rows -> rows == 1);
    }
  }

  @Test
  void isKeptByTheFenceAlone() throws Exception {
    assertThat(overlap(new InboxOffsets())).isEmpty();
  }

  @Test
  void isCaughtWhenTheFenceAsksOnlyForProgress() throws Exception {
    assertThat(overlap(new Forward())).contains("doubled: 5");
  }

  /**
   * A zombie stands within its transaction over the first five records while the owner comes with
   * all ten.
   */
  private static List<String> overlap(InboxOffsets inboxOffsets) throws Exception {
    Topic topic = topic(1);
    try (RelayLab lab = lab(topic)) {
      UUID user = UUID.randomUUID();
      lab.runtime().append(user, Collections.nCopies(10, "text"));
      lab.drain();
      List<ConsumerRecord<byte[], byte[]>> records =
          TopicLog.records(target.properties().kafka().bootstrap(), topic);
      InboxBatches owner = new FenceAlone(target.sessions("worker"), inboxOffsets);
      owner.storeOffset(topic.topicName(), 0, "same", 0).block(SOON);
      CountDownLatch entered = new CountDownLatch(1);
      CompletableFuture<Void> leave = new CompletableFuture<>();
      TallyInbox tallyInbox = new TallyInbox(topic);
      TallyInbox stalling =
          new TallyInbox(topic) {
            @Override
            public Mono<Void> apply(florin.journal.UnitOfWork unit, List<InboundEvent> events) {
              return super.apply(unit, events)
                  .then(Mono.fromRunnable(entered::countDown).then(Mono.fromFuture(leave)));
            }
          };
      CompletableFuture<Void> zombie =
          new FenceAlone(target.sessions("worker"), inboxOffsets)
              .accept(stalling, records.subList(0, 5))
              .toFuture();
      assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> owned = owner.accept(tallyInbox, records).toFuture();
      await()
          .atMost(SOON)
          .until(
              () ->
                  target
                          .platform()
                          .count(
                              "select count(*) from pg_stat_activity where wait_event_type ="
                                  + " 'Lock' and datname = current_database()")
                      > 0);
      leave.complete(null);
      zombie.get(30, TimeUnit.SECONDS);
      owned.get(30, TimeUnit.SECONDS);
      return TallyCheck.of(lab.runtime(), target.platform(), topic.topicName()).complaints();
    }
  }
}
