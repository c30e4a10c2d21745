package florin.transactions.intake;

import florin.journal.Change;
import florin.transactions.ledger.Entry;
import java.util.Optional;
import java.util.UUID;

/** One thing a provider said about one of its transactions. */
sealed interface Sighting {

  Change change();

  /**
   * @param former what the provider called it before
   */
  record Seen(Change change, UUID account, Entry.ProviderFact fact, Optional<Former> former)
      implements Sighting {}

  /** A provider's id of a transaction, and the connection under which it was one. */
  record Former(UUID connection, String externalId) {}

  record Gone(Change change, UUID connection, String externalId) implements Sighting {}
}
