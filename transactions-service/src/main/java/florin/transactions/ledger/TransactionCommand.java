package florin.transactions.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What may be asked of a transaction. */
public sealed interface TransactionCommand {

  /** The provider shows the transaction like this now. */
  record Observe(UUID id, UUID account, Entry.ProviderFact fact, Instant at)
      implements TransactionCommand {}

  /** The provider no longer has the transaction under this id. */
  record Withdraw(String externalId, Instant at) implements TransactionCommand {}

  record RecordByHand(UUID id, UUID account, Entry.ManualEntry entry, Instant at)
      implements TransactionCommand {}

  /** No category clears it. */
  record Categorise(Optional<UUID> category, Instant at) implements TransactionCommand {}

  record Note(Optional<String> note, Instant at) implements TransactionCommand {}

  record Remove(Instant at) implements TransactionCommand {}

  record Restore(Instant at) implements TransactionCommand {}
}
