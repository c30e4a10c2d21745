package florin.providersync.sync.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts lists into chunks of the size of events; see {@link EventChunks}. */
public final class ListChunks {

  private ListChunks() {}

  /**
   * In their order, none longer or larger than an event may be; one empty list if there is nothing.
   *
   * @param size of an entry, in bytes as it is written
   */
  public static <T> List<List<T>> of(List<T> entries, ToIntFunction<T> size) {
    List<List<T>> cuts = new ArrayList<>();
    List<T> cut = new ArrayList<>();
    int bytes = 0;
    for (T entry : entries) {
      int needed = size.applyAsInt(entry);
      boolean full =
          cut.size() == EventChunks.MOST_ENTRIES || bytes + needed > EventChunks.MOST_BYTES;
      if (full && !cut.isEmpty()) {
        cuts.add(cut);
        cut = new ArrayList<>();
        bytes = 0;
      }
      cut.add(entry);
      bytes += needed;
    }
    cuts.add(cut);
    return cuts;
  }
}
