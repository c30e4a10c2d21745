package florin.journal.relay;

import florin.journal.RecordedEvent;
import florin.journal.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The relay's own read of the journal, for tests of what a reader by position sees. */
public final class JournalReader {

  private final Checkpoints checkpoints;

  public JournalReader(Sessions relay) {
    this.checkpoints = new Checkpoints(relay, Duration.ofSeconds(10));
  }

  /** {@code position > after order by position}. */
  public List<RecordedEvent> next(long after, int limit) {
    return Objects.requireNonNull(checkpoints.next(after, limit).block(Duration.ofSeconds(30)));
  }
}
