package florin.providersync.sync.run;

import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ProductObservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A command that publishes the result of a run. */
public sealed interface SyncRunCommand {

  /**
   * Publishes a complete update.
   *
   * @param accounts empty if they are as last published
   * @param unlisted those that the bank listed until now
   * @param chunks empty if nothing changed
   * @param products empty if none of the other products changed
   * @param telling whether the end is published even if nothing changed
   */
  record Complete(
      UUID connection,
      UUID run,
      String provider,
      Optional<String> institutionId,
      Optional<String> institutionName,
      Optional<List<ObservedAccount>> accounts,
      List<UUID> unlisted,
      List<ObservedChanges> chunks,
      List<ProductObservation> products,
      String trigger,
      boolean historyComplete,
      boolean telling,
      Instant at)
      implements SyncRunCommand {}

  record Fail(UUID connection, UUID run, String errorClass, Instant at) implements SyncRunCommand {}
}
