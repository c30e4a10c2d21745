package florin.transactions.transaction;

import florin.events.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What may be asked of a transaction. */
public sealed interface TransactionCommand {

  /** The provider shows the transaction like this now. */
  record Observe(UUID id, UUID account, TransactionEntry.ProviderFact fact, Instant at)
      implements TransactionCommand {}

  /** The provider no longer has the transaction under this id. */
  record Withdraw(String externalId, Instant at) implements TransactionCommand {}

  record RecordByHand(UUID id, UUID account, TransactionEntry.ManualEntry entry, Instant at)
      implements TransactionCommand {}

  /** No category clears it. */
  record Categorise(Optional<UUID> category, Instant at) implements TransactionCommand {}

  record Note(Optional<String> note, Instant at) implements TransactionCommand {}

  /** No text gives back the entry's own: a transaction always reads as something. */
  record Rename(Optional<String> description, Instant at) implements TransactionCommand {}

  /** No merchant: there is none, whatever the provider says. */
  record AssignMerchant(Optional<UUID> merchant, Instant at) implements TransactionCommand {}

  /** The provider's value of the field holds again. */
  record ClearOverride(TransactionEvent.OverridableField field, Instant at)
      implements TransactionCommand {}

  /** Exactly these tags. */
  record TagAs(Set<String> tags, Instant at) implements TransactionCommand {}

  record Retag(Set<String> more, Set<String> fewer, Instant at) implements TransactionCommand {}

  record Exclude(boolean excluded, Instant at) implements TransactionCommand {}

  /** Of an entry by hand. */
  record Correct(Optional<Money> amount, Optional<LocalDate> date, Instant at)
      implements TransactionCommand {}

  /** No parts: in one piece again. */
  record SplitInto(List<SplitPart> parts, Instant at) implements TransactionCommand {}

  /**
   * The parts of an earlier split again. They summed to the amount when they were chosen, and are
   * stale if the amount has changed since.
   */
  record RestoreSplit(List<SplitPart> parts, Instant at) implements TransactionCommand {}

  record Remove(Instant at) implements TransactionCommand {}

  record Restore(Instant at) implements TransactionCommand {}
}
