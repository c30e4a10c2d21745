package florin.local.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTests {

  private final ProcessHandle self = ProcessHandle.current();

  @TempDir private Path folder;
  private PidFile pidFile;

  @BeforeEach
  void name() {
    pidFile = new PidFile(folder.resolve("kafka.pid"));
  }

  @Test
  void findsTheProcessItWasWrittenFor() {
    pidFile.write(self);
    assertThat(pidFile.process()).contains(self);
  }

  @Test
  void ignoresAProcessThatOnlyGotTheSameId() throws IOException {
    var start = self.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
    Files.writeString(pidFile.file(), self.pid() + " " + (start - 60_000));
    assertThat(pidFile.process()).isEmpty();
  }

  @Test
  void allowsForAClockThatWasCorrected() throws IOException {
    var start = self.info().startInstant().map(Instant::toEpochMilli).orElseThrow();
    Files.writeString(pidFile.file(), self.pid() + " " + (start + 1_000));
    assertThat(pidFile.process()).contains(self);
  }

  @Test
  void namesNobodyWhenTheProcessEnded() throws Exception {
    var ended = new ProcessBuilder("sleep", "100").start();
    pidFile.write(ended.toHandle());
    ended.destroyForcibly().waitFor();
    assertThat(pidFile.process()).isEmpty();
  }

  @Test
  void namesNobodyWhenUnreadable() throws IOException {
    assertThat(pidFile.process()).isEmpty();
    for (var text : new String[] {"", "12", "x y", "1 2 3"}) {
      Files.writeString(pidFile.file(), text);
      assertThat(pidFile.process()).isEmpty();
    }
  }
}
