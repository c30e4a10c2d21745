package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.database.Sessions;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.kafka.EventRecords;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import florin.journal.test.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** One record of a batch is refused while the next one lands. */
public class GapIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final int BIG = 40_000;

  private final Topic topic =
      new Topic("gap-" + UUID.randomUUID() + ".events", 1, Duration.ofDays(1));

  /** Sorts as if nothing could ever be missing. */
  private static final class Trusting extends InboxBatches {

    Trusting(Sessions sessions, SampleRuntime target) {
      super(sessions, target.workerCommands(sessions));
    }

    @Override
    public BatchTriage triage(
        List<InboundRecord> records, Map<Integer, InboxOffsets.StoredOffset> places) {
      return super.triage(records.stream().map(Trusting::first).toList(), places);
    }

    private static InboundRecord first(InboundRecord record) {
      ConsumerRecord<byte[], byte[]> sent = record.sent();
      sent.headers().remove(EventRecords.PREVIOUS);
      sent.headers().add(EventRecords.PREVIOUS, "0".getBytes(StandardCharsets.UTF_8));
      return InboundRecord.of(sent);
    }
  }

  @Test
  void isSeenAndHealedByTheRelayItself() {
    try (SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"))) {
      Sessions sessions = target.sessions("worker");
      assertThat(refused(target, new InboxBatches(sessions, target.workerCommands(sessions)), 1))
          .isEmpty();
    }
  }

  @Test
  void isCaughtWhenNobodyLooksAtWhatCameBefore() {
    try (SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"))) {
      assertThat(refused(target, new Trusting(target.sessions("worker"), target), 0))
          .singleElement()
          .asString()
          .contains("3 of 4");
    }
  }

  private List<String> refused(SampleRuntime target, InboxBatches inboxBatches, long gapsSeen) {
    TallyInbox tallyInbox = new TallyInbox(topic);
    String bootstrap = target.properties().kafka().bootstrap();
    try (RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic)) {
      TallyCheck check = TallyCheck.of(lab.runtime(), target.platform(), topic.topicName());
      largest(bootstrap, BIG / 2);
      lab.runtime().append(UUID.randomUUID(), List.of("a", "b", noise(), "c"));
      Relay relay = lab.oneByOne();
      relay.start();
      try (BoundInbox loop =
          new BoundInbox(inboxBatches, tallyInbox, bootstrap, topic.topicName(), 100)) {
        await()
            .atMost(SOON)
            .until(() -> TopicLog.of(bootstrap, topic).entries().stream().anyMatch(this::isLast));
        await().atMost(SOON).until(() -> read(target) > 2);
        assertThat(check.gaps()).isEqualTo(gapsSeen);
        assertThat(relay.lag().block(SOON).events()).isEqualTo(4);
        if (gapsSeen > 0) {
          assertThat(check.applied()).isEqualTo(2);
          assertThat(inboxBatches.state(tallyInbox).block(SOON).gap())
              .hasValueSatisfying(gap -> assertThat(gap.after()).isEqualTo(2));
        }
        largest(bootstrap, 1024 * 1024);
        lab.awaitDone();
        long end = TopicLog.records(bootstrap, topic).size();
        await().atMost(SOON).until(() -> read(target) == end);
        assertThat(loop.failures()).isEmpty();
        assertThat(check.gaps()).isZero();
        return check.complaints();
      } finally {
        relay.stop();
      }
    }
  }

  private boolean isLast(TopicLog.Entry entry) {
    return entry.position() == 4;
  }

  private long read(SampleRuntime target) {
    return target
        .platform()
        .count(
            "select coalesce(max(next_offset), 0) from journal.inbox_offset where topic = '"
                + topic.topicName()
                + "'");
  }

  private static String noise() {
    return new Random(1)
        .ints(BIG, ' ', '~')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private void largest(String bootstrap, int bytes) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
            AlterConfigOp.OpType.SET);
    new KafkaAdmin(bootstrap)
        .ask(
            "limit of " + topic.topicName(),
            admin ->
                KafkaAdmin.answer(
                    admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all()));
  }
}
