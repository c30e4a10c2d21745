package florin.providersync.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts news into events: no event of more than {@link #MOST_ENTRIES} entries, none of more than
 * {@link #MOST_BYTES} unless a single entry is; added before modified before removed over all.
 */
final class Chunks {

  static final int MOST_ENTRIES = 250;
  static final int MOST_BYTES = 256 * 1024;

  private static final int BYTES_OF_REMOVED = 96;

  private final ToIntFunction<ObservedTransaction> size;
  private final List<Changes> chunks = new ArrayList<>();
  private List<ObservedTransaction> added = new ArrayList<>();
  private List<ObservedTransaction> modified = new ArrayList<>();
  private List<RemovedTransaction> removed = new ArrayList<>();
  private int bytes;

  private Chunks(ToIntFunction<ObservedTransaction> size) {
    this.size = size;
  }

  /**
   * @param size of an entry, in bytes as it is written
   */
  static List<Changes> of(Changes news, ToIntFunction<ObservedTransaction> size) {
    Chunks chunks = new Chunks(size);
    for (ObservedTransaction one : news.added()) {
      chunks.room(chunks.size.applyAsInt(one));
      chunks.added.add(one);
    }
    for (ObservedTransaction one : news.modified()) {
      chunks.room(chunks.size.applyAsInt(one));
      chunks.modified.add(one);
    }
    for (RemovedTransaction one : news.removed()) {
      chunks.room(BYTES_OF_REMOVED + one.externalId().length());
      chunks.removed.add(one);
    }
    chunks.close();
    return chunks.chunks;
  }

  private void room(int needed) {
    int entries = added.size() + modified.size() + removed.size();
    if (entries == MOST_ENTRIES || (entries > 0 && bytes + needed > MOST_BYTES)) {
      close();
    }
    bytes += needed;
  }

  private void close() {
    Changes chunk = new Changes(added, modified, removed);
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    added = new ArrayList<>();
    modified = new ArrayList<>();
    removed = new ArrayList<>();
    bytes = 0;
  }
}
