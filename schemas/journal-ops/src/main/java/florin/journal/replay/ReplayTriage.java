package florin.journal.replay;

import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.InboundRecord;
import florin.journal.kafka.EventRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the stored places what becomes of each record of a replay. Records of other replays
 * are passed over; what came before, because the owner began once more or two processes of it
 * replay, is dropped. A record behind a missing one is not applied: the place stays, the end of the
 * partition does not count, and the next walk brings both. Open for tests.
 */
class ReplayTriage {

  private final List<InboundEvent> events = new ArrayList<>();
  private final Map<Integer, PartitionProgress> progress;
  private final Set<UUID> incarnations = new HashSet<>();

  ReplayTriage(Map<Integer, PartitionProgress> places) {
    this.progress = new HashMap<>(places);
  }

  /**
   * @throws IllegalStateException if a record cannot be read: a replay has no one to park it for
   */
  static ReplayTriage of(
      UUID replay,
      List<ConsumerRecord<byte[], byte[]>> records,
      Map<Integer, PartitionProgress> places) {
    return new ReplayTriage(places).taking(replay, records);
  }

  ReplayTriage taking(UUID replay, List<ConsumerRecord<byte[], byte[]>> records) {
    records.forEach(sent -> add(replay, sent));
    return this;
  }

  private void add(UUID replay, ConsumerRecord<byte[], byte[]> sent) {
    PartitionProgress partitionProgress =
        Objects.requireNonNull(progress.get(sent.partition()), "place");
    long next = sent.offset() + 1;
    String end = ReplayHeaders.header(sent, ReplayHeaders.REPLAY_END);
    String incarnation = ReplayHeaders.header(sent, EventRecords.INCARNATION);
    if (incarnation != null && ReplayHeaders.belongsTo(sent, replay)) {
      incarnations.add(UUID.fromString(incarnation));
    }
    if (!ReplayHeaders.belongsTo(sent, replay)) {
      progress.put(
          partitionProgress.partition(),
          partitionProgress.afterReplayRecord(next, partitionProgress.position()));
    } else if (end != null) {
      boolean whole =
          reached(partitionProgress, ReplayHeaders.header(sent, ReplayHeaders.REPLAY_LAST));
      progress.put(
          partitionProgress.partition(),
          whole
              ? partitionProgress.afterReplayEnd(next, Long.parseLong(end))
              : partitionProgress.afterReplayRecord(next, partitionProgress.position()));
    } else {
      progress.put(partitionProgress.partition(), afterEvent(partitionProgress, sent));
    }
  }

  private PartitionProgress afterEvent(
      PartitionProgress before, ConsumerRecord<byte[], byte[]> sent) {
    InboundRecord record = InboundRecord.of(sent);
    long next = sent.offset() + 1;
    if (record.unknownType().isPresent()) { // passed over here as in the live topic
      long position = record.position().orElse(0L);
      String previous = ReplayHeaders.header(sent, EventRecords.PREVIOUS);
      boolean inLine =
          position > before.position()
              && previous != null
              && Long.parseLong(previous) <= before.position();
      return before.afterReplayRecord(next, inLine ? position : before.position());
    }
    InboundEvent event = event(record);
    boolean inLine = inLine(before, event);
    if (inLine) {
      events.add(event);
    }
    return before.afterReplayRecord(next, inLine ? event.position() : before.position());
  }

  /** Not applied before, and nothing is missing before it. */
  boolean inLine(PartitionProgress partitionProgress, InboundEvent event) {
    return event.position() > partitionProgress.position()
        && event.previous() <= partitionProgress.position();
  }

  /**
   * Whether the tables have the partition's last event.
   *
   * @param last its position; an owner of an earlier version does not send it
   */
  boolean reached(PartitionProgress partitionProgress, @Nullable String last) {
    return last == null || partitionProgress.position() >= Long.parseLong(last);
  }

  private static InboundEvent event(InboundRecord inboundRecord) {
    ConsumerRecord<byte[], byte[]> sent = inboundRecord.sent();
    return inboundRecord
        .event()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    sent.topic()
                        + "-"
                        + sent.partition()
                        + "@"
                        + sent.offset()
                        + ": "
                        + inboundRecord.fault()));
  }

  /** The histories of the owner's journal that the records belong to; more than one is a fault. */
  Set<UUID> incarnations() {
    return incarnations;
  }

  List<InboundEvent> events() {
    return events;
  }

  Collection<PartitionProgress> progress() {
    return progress.values();
  }

  /** Whether every partition has come to its end, and to the same one. */
  boolean isComplete() {
    return progress.values().stream().allMatch(partitionProgress -> partitionProgress.upto() >= 0)
        && progress.values().stream().mapToLong(PartitionProgress::upto).distinct().count() <= 1;
  }
}
