package florin.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.inbox.BoundInbox;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.util.UUID;

/** A service that mirrors a topic and asks for replays by itself. */
public final class MirrorLab implements AutoCloseable {

  private final SampleRuntime owner;
  private final SampleRuntime mirror = new SampleRuntime(TestPlatform.of("transactions"));
  private final MirrorReplay replay;
  private final BoundInbox inbox;

  public MirrorLab(SampleRuntime owner, Topic topic) {
    this.owner = owner;
    owner.ensure(Topic.replayOf(topic));
    owner.ensure(Topic.REPLAY_REQUESTS);
    this.replay = MirrorProcess.replay(mirror, topic);
    this.inbox =
        new BoundInbox(
            new InboxBatches(
                mirror.sessions("worker"), mirror.workerCommands(mirror.sessions("worker"))),
            new LatestEventInbox(topic),
            mirror.properties().kafka().bootstrap(),
            "mirror-" + UUID.randomUUID(),
            100);
  }

  public void start() {
    replay.start();
  }

  /** Until each stream has its last version, and every event of the journal was applied once. */
  public void awaitEqual(Duration patience) {
    await()
        .atMost(patience)
        .untilAsserted(
            () ->
                assertThat(
                        mirror
                            .platform()
                            .query(
                                "select stream_id, version, effects from mirror.latest order by 1"))
                    .isEqualTo(
                        owner
                            .platform()
                            .query(
                                "select stream_id, max(version) as version, count(*)::int as"
                                    + " effects from journal.event group by 1 order by 1")));
  }

  @Override
  public void close() {
    replay.stop();
    inbox.close();
    mirror.close();
  }
}
