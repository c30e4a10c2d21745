package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.Topic;
import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.relay.RelayLab;
import florin.journal.sample.SampleRuntime;
import florin.journal.sample.TopicLog;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Batches and records whose statements exceed the time limit. */
class StatementTimeoutIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** Exceeds the limit with more than three events at once, and with one whose text is "slow". */
  private static final class SlowInbox extends TallyInbox {

    SlowInbox(Topic topic) {
      super(topic);
    }

    @Override
    public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
      boolean slow = events.size() > 3 || events.stream().anyMatch(e -> text(e).equals("slow"));
      Mono<Void> sleep = slow ? run(unit.session(), "select pg_sleep(10)") : Mono.<Void>empty();
      return run(unit.session(), "set local statement_timeout to '50ms'")
          .then(sleep)
          .then(Mono.defer(() -> super.apply(unit, events)));
    }

    private static Mono<Void> run(Session session, String statement) {
      return session.sql(statement).then();
    }
  }

  @Test
  void areHalvedAndOneRecordThatNeverPassesBecomesADeadLetter() {
    Topic topic = new Topic("slow-" + UUID.randomUUID() + ".events", 1, Duration.ofDays(1));
    try (SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"));
        RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic)) {
      for (int i = 0; i < 5; i++) {
        lab.runtime().append(UUID.randomUUID(), List.of("a", "b", i == 2 ? "slow" : "c", "d"));
      }
      lab.drain();
      List<ConsumerRecord<byte[], byte[]>> records =
          TopicLog.records(target.properties().kafka().bootstrap(), topic);
      Sessions sessions = target.sessions("worker");
      InboxBatches inboxBatches = new InboxBatches(sessions, target.workerCommands(sessions));
      SlowInbox inbox = new SlowInbox(topic);
      inboxBatches.storeOffset(topic.topicName(), 0, "same", 0).block(SOON);
      TallyCheck check = TallyCheck.of(lab.runtime(), target.platform(), topic.topicName());

      for (int attempt = 1; attempt < 5; attempt++) { // as the container repeats a failed batch
        assertThatThrownBy(() -> inboxBatches.accept(inbox, records).block(SOON))
            .hasStackTraceContaining("statement timeout");
        assertThat(check.parked()).isZero();
      }
      inboxBatches.accept(inbox, records).block(SOON);

      assertThat(check.applied()).isEqualTo(18);
      assertThat(check.parked()).isEqualTo(2);
      assertThat(check.complaints()).singleElement().asString().contains("2 of 4");
    }
  }
}
