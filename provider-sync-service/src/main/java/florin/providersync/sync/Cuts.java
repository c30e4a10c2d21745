package florin.providersync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts lists as events want them; see {@link Chunks}. */
final class Cuts {

  private Cuts() {}

  /**
   * In their order, none longer or larger than an event may be; one empty list if there is nothing.
   *
   * @param size of an entry, in bytes as it is written
   */
  static <T> List<List<T>> of(List<T> entries, ToIntFunction<T> size) {
    List<List<T>> cuts = new ArrayList<>();
    List<T> cut = new ArrayList<>();
    int bytes = 0;
    for (T entry : entries) {
      int needed = size.applyAsInt(entry);
      boolean full = cut.size() == Chunks.MOST_ENTRIES || bytes + needed > Chunks.MOST_BYTES;
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
