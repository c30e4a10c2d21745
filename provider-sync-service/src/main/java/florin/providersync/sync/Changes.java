package florin.providersync.sync;

import java.util.List;

/** What of an update is news: over all of it added come before modified before removed. */
public record Changes(
    List<ObservedTransaction> added,
    List<ObservedTransaction> modified,
    List<RemovedTransaction> removed) {

  public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

  boolean isEmpty() {
    return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
  }
}
