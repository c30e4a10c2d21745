package florin.journal.inbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides, from the stored places alone, what becomes of each record of a batch: done before, next
 * in line, unreadable, or behind a gap.
 */
public final class BatchTriage {

  private final List<InboundRecord> toApply = new ArrayList<>();
  private final TreeMap<Integer, InboxOffsets.OffsetMove> moves = new TreeMap<>();

  private final List<InboundRecord> repeated = new ArrayList<>();

  private BatchTriage() {}

  public static BatchTriage of(
      List<InboundRecord> batch, Map<Integer, InboxOffsets.StoredOffset> places) {
    BatchTriage batchTriage = new BatchTriage();
    Map<Integer, List<InboundRecord>> byPartition = new LinkedHashMap<>();
    batch.forEach(
        record ->
            byPartition.computeIfAbsent(record.partition(), _ -> new ArrayList<>()).add(record));
    byPartition.forEach(
        (partition, records) -> batchTriage.triage(records, place(places, partition)));
    return batchTriage;
  }

  private static InboxOffsets.StoredOffset place(
      Map<Integer, InboxOffsets.StoredOffset> places, int partition) {
    InboxOffsets.StoredOffset storedOffset = places.get(partition);
    if (storedOffset == null) {
      throw new IllegalStateException(
          "partition " + partition + ": no stored offset (expected: one since its assignment)");
    }
    return storedOffset;
  }

  private void triage(List<InboundRecord> records, InboxOffsets.StoredOffset storedOffset) {
    PartitionTriage partition = new PartitionTriage(storedOffset);
    for (InboundRecord record : records) {
      if (partition.isInLine(record)) {
        toApply.add(record);
      } else if (partition.isRepetition(record)) {
        repeated.add(record);
      }
    }
    partition.move().ifPresent(move -> moves.put(storedOffset.partition(), move));
  }

  /** The records in line, readable or not, in the order of their offsets. */
  public List<InboundRecord> toApply() {
    return toApply;
  }

  /** Readable copies of records that came before, in the order they came. */
  public List<InboundRecord> repeated() {
    return repeated;
  }

  /** By partition, ascending: the order in which rows are locked. */
  public Map<Integer, InboxOffsets.OffsetMove> moves() {
    return moves;
  }

  public boolean isEmpty() {
    return moves.isEmpty();
  }
}
