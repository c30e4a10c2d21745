package florin.providersync.sync.run;

import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ProductObservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A published observation of a run. */
public sealed interface SyncRunEvent {

  /**
   * @param unlisted known ones that the bank lists no more
   */
  record AccountsObserved(
      UUID connection,
      UUID run,
      String provider,
      Optional<String> institutionId,
      Optional<String> institutionName,
      List<ObservedAccount> accounts,
      List<UUID> unlisted,
      Instant at)
      implements SyncRunEvent {}

  /**
   * One chunk of a complete update.
   *
   * @param index from 0
   */
  record TransactionsObserved(
      UUID connection, UUID run, int index, boolean last, ObservedChanges changes, Instant at)
      implements SyncRunEvent {}

  /** One chunk of another product's observation. */
  record ProductObserved(
      UUID connection, UUID run, String provider, ProductObservation news, Instant at)
      implements SyncRunEvent {}

  record Completed(
      UUID connection,
      UUID run,
      String trigger,
      int added,
      int modified,
      int removed,
      boolean historyComplete,
      Instant at)
      implements SyncRunEvent {}

  record Failed(UUID connection, UUID run, String errorClass, Instant at) implements SyncRunEvent {}
}
