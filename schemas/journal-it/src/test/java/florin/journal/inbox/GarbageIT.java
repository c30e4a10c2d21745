package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.database.Sessions;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.kafka.KafkaProducers;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class GarbageIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int EVENTS = TestScale.of(2_000, 20_000);

  private static Topic topic(String name) {
    return new Topic(name + "-" + UUID.randomUUID() + ".events", 6, Duration.ofDays(1));
  }

  @Test
  void isParkedOrAppliedAndKeepsTheOrderOfEverythingElse() {
    SeededRuns.forEachSeed(1, this::garbage);
  }

  private void garbage(Random random) {
    Topic clean = topic("clean");
    Topic dirty = topic("dirty");
    try (RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), clean);
        SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"))) {
      target.ensure(dirty);
      String bootstrap = target.properties().kafka().bootstrap();
      List<ConsumerRecord<byte[], byte[]>> records = records(lab, clean, bootstrap, random);
      List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        DamagedRecord damagedRecord =
            DamagedRecord.values()[random.nextInt(DamagedRecord.values().length)];
        sent.add(
            random.nextInt(8) == 0
                ? damagedRecord.of(record, dirty.topicName(), random)
                : DamagedRecord.none(record, dirty.topicName()));
      }
      records.forEach(
          record -> sent.add(DamagedRecord.none(record, dirty.topicName()))); // a rewind
      Sessions sessions = target.sessions("worker");
      InboxBatches inboxBatches = new InboxBatches(sessions, target.workerCommands(sessions));
      try (Producer<byte[], byte[]> producer =
              new KafkaProducers(bootstrap, Duration.ofSeconds(30)).open();
          BoundInbox loop =
              new BoundInbox(
                  inboxBatches, new TallyInbox(dirty), bootstrap, dirty.topicName(), 500)) {
        KafkaProducers.send(producer, sent).block(SOON);
        await().atMost(SOON).until(() -> read(target) == sent.size());
        assertThat(loop.failures()).isEmpty();
      }
      check(lab, target, dirty);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(
      RelayLab lab, Topic clean, String bootstrap, Random random) {
    List<UUID> users = Stream.generate(UUID::randomUUID).limit(400).toList();
    for (int done = 0; done < EVENTS; done += 10) {
      String text = "text ".repeat(1 + random.nextInt(20));
      lab.runtime()
          .append(
              users.get(random.nextInt(users.size())),
              Stream.generate(() -> text).limit(10).toList());
    }
    lab.drain();
    return TopicLog.records(bootstrap, clean);
  }

  private static long read(SampleRuntime target) {
    return target
        .platform()
        .count("select coalesce(sum(next_offset), 0) from journal.inbox_offset");
  }

  private static void check(RelayLab lab, SampleRuntime target, Topic dirty) {
    TallyCheck check = TallyCheck.of(lab.runtime(), target.platform(), dirty.topicName());
    assertThat(check.gaps()).isZero();
    assertThat(check.parked()).isPositive();
    Set<String> parked = texts(target, "select headers ->> 'position' from journal.parked_event");
    Set<String> parkedUsers = texts(target, "select user_id::text from journal.parked_event");
    Set<String> applied = texts(target, "select position::text from mirror.tally");
    Set<String> missing = texts(lab.runtime(), "select position::text from journal.event");
    missing.removeAll(parked);
    missing.removeAll(applied);
    assertThat(missing).isEmpty();
    assertThat(
            target
                .platform()
                .query(
                    "select 1 from (select position, lag(position) over (partition by user_id order"
                        + " by seq) as before from mirror.tally) t where position <= before"))
        .isEmpty();
    assertThat(check.complaints())
        .allMatch(
            complaint -> parkedUsers.stream().anyMatch(user -> complaint.contains("user " + user)));
  }

  private static Set<String> texts(SampleRuntime runtime, String query) {
    Set<String> texts = new HashSet<>();
    for (Map<String, Object> row : runtime.platform().query(query)) {
      texts.add(String.valueOf(row.values().iterator().next()));
    }
    return texts;
  }
}
