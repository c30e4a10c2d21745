package florin.transactions.intake;

import florin.journal.Change;
import florin.transactions.ledger.Entry;
import java.util.UUID;

/** One thing a provider said about one of its transactions. */
sealed interface Sighting {

  Change change();

  record Seen(Change change, UUID account, Entry.ProviderFact fact) implements Sighting {}

  record Gone(Change change, UUID connection, String externalId) implements Sighting {}
}
