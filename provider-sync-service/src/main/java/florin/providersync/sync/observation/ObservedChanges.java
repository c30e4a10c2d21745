package florin.providersync.sync.observation;

import java.util.List;

/** The published changes of an update: all added come before all modified before all removed. */
public record ObservedChanges(
    List<ObservedTransaction> added,
    List<ObservedTransaction> modified,
    List<RemovedTransaction> removed) {

  public static final ObservedChanges NONE = new ObservedChanges(List.of(), List.of(), List.of());

  public boolean isEmpty() {
    return added.isEmpty() && modified.isEmpty() && removed.isEmpty();
  }
}
