package florin.journal.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.PeriodicTask;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayLab;
import florin.journal.replay.GapRequests;
import florin.journal.replay.ReplayServer;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Kafka loses the last record that it acknowledged, and no later one follows. */
class LostTailIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Topic topic =
      new Topic("tail-" + UUID.randomUUID() + ".events", 1, Duration.ofDays(1));

  private static long epoch(RelayLab lab) {
    return lab.runtime().platform().count("select epoch from journal.checkpoint");
  }

  /** The inbox decides: no replay fills it again, and nobody rewinds the relay. */
  @Test
  void isSeenByAHeartbeatAndHealedByARangeThatTheInboxAsksFor() {
    AtomicBoolean losing = new AtomicBoolean(true);
    try (RelayLab lab = new RelayLab(new SampleRuntime(TestPlatform.of("transactions")), topic);
        SampleRuntime target = new SampleRuntime(TestPlatform.of("planning"))) {
      TallyCheck check = TallyCheck.of(lab.runtime(), target.platform(), topic.topicName());
      lab.runtime().append(UUID.randomUUID(), List.of("a", "b", "c"));
      Relay relay = lab.losingTheLastRecord(losing, Duration.ofMillis(200));
      relay.start();
      lab.runtime().ensure(Topic.REPLAY_REQUESTS);
      ReplayServer server = lab.replays(relay);
      server.start();
      AtomicLong asked = new AtomicLong();
      try (BoundInbox loop =
          new BoundInbox(
              new InboxBatches(
                  target.sessions("worker"), target.workerCommands(target.sessions("worker"))),
              new TallyInbox(topic),
              target.properties().kafka().bootstrap(),
              topic.topicName(),
              100)) {
        await().atMost(SOON).until(() -> check.gaps() == 1);
        assertThat(check.applied()).isEqualTo(2);
        assertThat(relay.lag().block(SOON).events()).isZero();

        losing.set(false);
        target
            .platform()
            .execute("update journal.inbox_offset set gap_since = now() - interval '1 minute'");
        PeriodicTask requests =
            new GapRequests(
                    target.sessions("worker"),
                    List.of(new TallyInbox(topic)),
                    target.properties().kafka().bootstrap(),
                    () -> Instant.now().plusSeconds(60 * asked.incrementAndGet()))
                .task(Duration.ofMillis(500));
        requests.start();
        try {
          await().atMost(SOON).until(() -> check.gaps() == 0);
        } finally {
          requests.stop();
          server.stop();
        }
        assertThat(epoch(lab)).isEqualTo(1);
        assertThat(check.complaints()).isEmpty();
        assertThat(check.parked()).isZero();
        assertThat(loop.failures()).isEmpty();
      } finally {
        relay.stop();
      }
    }
  }
}
