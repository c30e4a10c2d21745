package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.sample.SampleRuntime;
import florin.journal.test.ChildProcess;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stream whose events together are larger than the heap: its commands are executed. */
class LargeStreamIT {

  private static final int HEAP = 96;
  private static final int EVENT_BYTES = 500_000;

  /** A process that executes one command of the user whose id is its argument. */
  static final class OneCommand {

    private OneCommand() {}

    public static void main(String[] arguments) throws IOException {
      Map<String, Object> settings = ChildProcess.settings();
      try (SampleRuntime runtime = SampleRuntime.attached(settings)) {
        runtime.append(UUID.fromString(arguments[0]), List.of("one more"));
      }
      System.exit(0);
    }
  }

  @Test
  void isFoldedInASmallHeap() throws IOException, InterruptedException {
    TestPlatform platform = TestPlatform.of("transactions");
    UUID user = UUID.randomUUID();
    int events = TestScale.of(400, 4_000);
    try (SampleRuntime runtime = new SampleRuntime(platform)) {
      runtime.append(user, List.of("x".repeat(EVENT_BYTES)));
    }
    platform.execute(
        """
        insert into journal.event (stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id,
            change_id, actor, caused_by, recorded_at)
        select stream_id, stream_type, number, gen_random_uuid(), type, fingerprint, payload, user_id,
            change_id, actor, caused_by, recorded_at
        from journal.event, generate_series(2, %d) number
        """
            .formatted(events));
    Process process =
        ChildProcess.start(HEAP, OneCommand.class, platform.settings(), user.toString());
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(platform.count("select max(version) from journal.event")).isEqualTo(events + 1L);
  }
}
