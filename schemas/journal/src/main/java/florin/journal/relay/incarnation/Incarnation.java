package florin.journal.relay.incarnation;

import florin.journal.kafka.EventRecords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/**
 * One history of a journal. A database that was restored to an earlier point begins a new one.
 *
 * @param former the histories before it
 * @param forkedAfter per partition the last position that this history shares with the one before
 *     it; empty for the first history
 * @param diverged why the journal is not the one that Kafka has records of; empty if it is
 */
public record Incarnation(
    UUID id, Set<UUID> former, List<Long> forkedAfter, Optional<String> diverged) {

  /** Puts the history on a record of a partition. */
  public void addTo(Headers headers, int partition) {
    EventRecords.add(headers, EventRecords.INCARNATION, id);
    if (partition < forkedAfter.size()) {
      EventRecords.add(headers, EventRecords.FORKED_AFTER, forkedAfter.get(partition));
    }
  }
}
