package florin.providersync.sync.publish;

import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ObservedTransaction;
import florin.providersync.sync.observation.RemovedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts news into events: no event of more than {@link #MOST_ENTRIES} entries, none of more than
 * {@link #MOST_BYTES} unless a single entry is; added before modified before removed over all.
 */
final class EventChunks {

  static final int MOST_ENTRIES = 250;
  static final int MOST_BYTES = 256 * 1024;

  private static final int BYTES_OF_REMOVED = 96;

  private final ToIntFunction<ObservedTransaction> size;
  private final List<ObservedChanges> chunks = new ArrayList<>();
  private List<ObservedTransaction> added = new ArrayList<>();
  private List<ObservedTransaction> modified = new ArrayList<>();
  private List<RemovedTransaction> removed = new ArrayList<>();
  private int bytes;

  private EventChunks(ToIntFunction<ObservedTransaction> size) {
    this.size = size;
  }

  /**
   * @param size of an entry, in bytes as it is written
   */
  static List<ObservedChanges> of(ObservedChanges news, ToIntFunction<ObservedTransaction> size) {
    EventChunks eventChunks = new EventChunks(size);
    for (ObservedTransaction one : news.added()) {
      eventChunks.room(eventChunks.size.applyAsInt(one));
      eventChunks.added.add(one);
    }
    for (ObservedTransaction one : news.modified()) {
      eventChunks.room(eventChunks.size.applyAsInt(one));
      eventChunks.modified.add(one);
    }
    for (RemovedTransaction one : news.removed()) {
      eventChunks.room(BYTES_OF_REMOVED + one.externalId().length());
      eventChunks.removed.add(one);
    }
    eventChunks.close();
    return eventChunks.chunks;
  }

  private void room(int needed) {
    int entries = added.size() + modified.size() + removed.size();
    if (entries == MOST_ENTRIES || (entries > 0 && bytes + needed > MOST_BYTES)) {
      close();
    }
    bytes += needed;
  }

  private void close() {
    ObservedChanges chunk = new ObservedChanges(added, modified, removed);
    if (!chunk.isEmpty()) {
      chunks.add(chunk);
    }
    added = new ArrayList<>();
    modified = new ArrayList<>();
    removed = new ArrayList<>();
    bytes = 0;
  }
}
