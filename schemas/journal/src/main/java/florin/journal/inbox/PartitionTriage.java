package florin.journal.inbox;

import florin.journal.kafka.EventRecords;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides record by record from one partition's stored offset which ones are in line. A record of a
 * former history of the owner's journal is passed over. The first one of a new history moves an
 * inbox that decides back to the fork; a mirror that is past the fork applies nothing more until it
 * is filled again. Another event at the position of the last one applied means that the owner's
 * database was restored: nothing is applied until a new history begins.
 */
final class PartitionTriage {

  private final InboxOffsets.StoredOffset stored;
  private long end;
  private long position;
  private boolean gap;
  private boolean diverged;
  private @Nullable UUID eventId;
  private @Nullable UUID incarnation;
  private final Set<UUID> former;

  PartitionTriage(InboxOffsets.StoredOffset stored) {
    this.stored = stored;
    this.end = stored.nextOffset();
    this.position = stored.position();
    this.gap = stored.gap();
    this.diverged = stored.history().diverged();
    this.eventId = stored.history().eventId();
    this.incarnation = stored.history().incarnation();
    this.former = new HashSet<>(stored.history().former());
  }

  /** Whether the record is applied; readable or not. */
  boolean isInLine(InboundRecord record) {
    if (record.offset() < end) {
      return false;
    }
    end = record.offset() + 1;
    if (!isOfPresentHistory(record)) {
      return false;
    }
    Optional<Long> last = record.heartbeat();
    if (last.isPresent()) {
      gap = last.get() > position;
      return false;
    }
    Optional<Long> at = record.number(EventRecords.POSITION);
    Optional<Long> previous = record.number(EventRecords.PREVIOUS);
    if (at.isEmpty() || previous.isEmpty()) {
      return true; // not in the chain of positions: nothing is missing because of it
    }
    return isNext(at.get(), previous.get(), record.uuid(EventRecords.EVENT_ID).orElse(null));
  }

  /** Whether a record that is not in line is a readable copy of an earlier one. */
  boolean isRepetition(InboundRecord record) {
    return !diverged
        && record.event().isPresent()
        && record.event().get().position() <= position
        && record.uuid(EventRecords.INCARNATION).map(id -> id.equals(incarnation)).orElse(true);
  }

  private boolean isNext(long at, long previous, @Nullable UUID id) {
    diverged |= at == position && eventId != null && id != null && !eventId.equals(id);
    if (diverged || at <= position) {
      return false;
    }
    gap = previous > position;
    if (gap) {
      return false;
    }
    position = at;
    eventId = id;
    return true;
  }

  private boolean isOfPresentHistory(InboundRecord record) {
    Optional<UUID> sent = record.uuid(EventRecords.INCARNATION);
    if (sent.isEmpty() || sent.get().equals(incarnation)) {
      return true;
    }
    if (stored.history().fixed() || former.contains(sent.get())) {
      return false;
    }
    Optional<Long> forked = record.number(EventRecords.FORKED_AFTER);
    if (incarnation == null) {
      incarnation = sent.get(); // the first one that is known here
    } else if (forked.isPresent()) {
      former.add(incarnation);
      incarnation = sent.get();
      beginHistory(forked.get());
    }
    return true;
  }

  private void beginHistory(long forkedAfter) {
    boolean past = position > forkedAfter;
    diverged = past && stored.history().mirror();
    if (past && !diverged) {
      position = forkedAfter;
      eventId = null;
      gap = false;
    }
  }

  Optional<InboxOffsets.OffsetMove> move() {
    return end > stored.nextOffset()
        ? Optional.of(
            new InboxOffsets.OffsetMove(
                stored,
                end,
                position,
                gap,
                stored.history().at(eventId, incarnation, former, diverged)))
        : Optional.empty();
  }
}
