package florin.transactions.intake;

import florin.journal.stream.Change;
import florin.transactions.transaction.value.TransactionEntry;
import java.util.Optional;
import java.util.UUID;

/** One statement of a provider about one of its transactions. */
sealed interface ProviderObservation {

  Change change();

  /**
   * @param former what the provider called it before
   * @param more whether further pages of the same run follow
   */
  record Observed(
      Change change,
      UUID account,
      TransactionEntry.ProviderFact fact,
      Optional<Superseded> former,
      boolean more)
      implements ProviderObservation {}

  /** A provider's id of a transaction, and the connection under which it was one. */
  record Superseded(UUID connection, String externalId) {}

  record Removed(Change change, UUID connection, String externalId)
      implements ProviderObservation {}
}
