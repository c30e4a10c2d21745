package florin.providersync.sync.run;

import java.util.List;

/** What of an update is news: over all of it added come before modified before removed. */
public record ObservedChanges(
    List<ObservedTransaction> added,
    List<ObservedTransaction> modified,
    List<RemovedTransaction> removed) {

  public static final ObservedChanges NONE = new ObservedChanges(List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
  }
}
