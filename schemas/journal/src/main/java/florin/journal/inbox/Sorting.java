package florin.journal.inbox;

import florin.journal.relay.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides, from the stored places alone, what becomes of each record of a batch: done before, next
 * in line, unreadable, or behind a gap.
 */
public final class Sorting {

  private final List<Incoming> taken = new ArrayList<>();
  private final TreeMap<Integer, Offsets.Move> moves = new TreeMap<>();

  private Sorting() {}

  public static Sorting of(List<Incoming> batch, Map<Integer, Offsets.Place> places) {
    Sorting sorting = new Sorting();
    Map<Integer, List<Incoming>> byPartition = new LinkedHashMap<>();
    batch.forEach(
        record ->
            byPartition.computeIfAbsent(record.partition(), _ -> new ArrayList<>()).add(record));
    byPartition.forEach((partition, records) -> sorting.sort(records, place(places, partition)));
    return sorting;
  }

  private static Offsets.Place place(Map<Integer, Offsets.Place> places, int partition) {
    Offsets.Place place = places.get(partition);
    if (place == null) {
      throw new IllegalStateException(
          "partition " + partition + ": no stored offset (expected: one since its assignment)");
    }
    return place;
  }

  private void sort(List<Incoming> records, Offsets.Place place) {
    long position = place.position();
    boolean gap = false;
    long end = place.nextOffset();
    for (Incoming record : records) {
      if (record.offset() < end) {
        continue;
      }
      end = record.offset() + 1;
      Optional<Long> at = record.number(Records.POSITION);
      Optional<Long> previous = record.number(Records.PREVIOUS);
      if (at.isEmpty() || previous.isEmpty()) {
        taken.add(record); // not in the chain of positions: nothing is missing because of it
      } else if (at.get() > position && previous.get() > position) {
        gap = true;
      } else if (at.get() > position) {
        position = at.get();
        gap = false;
        taken.add(record);
      }
    }
    if (end > place.nextOffset()) {
      moves.put(
          place.partition(),
          new Offsets.Move(
              place.nextOffset(),
              end,
              position,
              gap || (place.gap() && position == place.position())));
    }
  }

  /** What is in line, readable or not, in the order it came. */
  public List<Incoming> taken() {
    return taken;
  }

  /** By partition, ascending: the order in which rows are locked. */
  public Map<Integer, Offsets.Move> moves() {
    return moves;
  }

  boolean nothingLeft() {
    return moves.isEmpty();
  }
}
