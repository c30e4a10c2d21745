package florin.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.database.Sessions;
import florin.journal.replay.MirrorState.Phase;
import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A mirror whose replays do not help asks for the whole journal again, but ever more rarely. */
class ReplayBackOffIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TOPIC = "any.events";

  private final ReplayProgress progress = new ReplayProgress();

  @Test
  void doublesThePauseAfterEachReplayThatDidNotHelp() {
    try (SampleRuntime mirror = new SampleRuntime(TestPlatform.of("planning"))) {
      Sessions sessions = mirror.sessions("worker");
      mirror
          .platform()
          .execute(
              "insert into journal.inbox_offset (topic, partition, topic_id, next_offset,"
                  + " gap_since) values ('any.events', 0, 'same', 0, now() - interval '3 days')");
      assertThat(due(sessions)).contains(TOPIC);
      for (int failures = 0; failures < 4; failures++) {
        sessions
            .transaction("begin", session -> progress.begin(session, TOPIC, UUID.randomUUID()))
            .block(SOON);
        sessions
            .transaction(
                "begin",
                session -> progress.finish(session, TOPIC, Phase.FAILED, null, "no answer"))
            .block(SOON);
        long pause = 5L << failures;
        endedBefore(mirror, pause - 1);
        assertThat(due(sessions)).as("after " + failures).isEmpty();
        endedBefore(mirror, pause + 1);
        assertThat(due(sessions)).as("after " + failures).contains(TOPIC);
      }
    }
  }

  private Optional<String> due(Sessions sessions) {
    return sessions
        .transaction("begin read only", session -> progress.topicWithGap(session, List.of(TOPIC)))
        .blockOptional(SOON);
  }

  private static void endedBefore(SampleRuntime mirror, long minutes) {
    mirror
        .platform()
        .execute(
            "update journal.mirror_replay set ended_at = now() - interval '"
                + minutes
                + " minutes'");
  }
}
