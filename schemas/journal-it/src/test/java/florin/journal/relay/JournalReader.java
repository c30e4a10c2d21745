package florin.journal.relay;

import florin.journal.database.Sessions;
import florin.journal.stream.RecordedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The relay's own read of the journal, for tests of what a reader by position sees. */
public final class JournalReader {

  private final RelayCheckpoints relayCheckpoints;

  public JournalReader(Sessions relay) {
    this.relayCheckpoints = new RelayCheckpoints(relay, Duration.ofSeconds(10));
  }

  /** {@code position > after order by position}. */
  public List<RecordedEvent> next(long after, int limit) {
    return Objects.requireNonNull(
        relayCheckpoints.eventsAfter(after, limit).block(Duration.ofSeconds(30)));
  }
}
