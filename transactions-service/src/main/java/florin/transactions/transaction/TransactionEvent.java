package florin.transactions.transaction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What happens to a transaction. */
public sealed interface TransactionEvent {

  UUID id();

  UUID account();

  Instant at();

  record Recorded(UUID id, UUID account, TransactionEntry entry, Instant at)
      implements TransactionEvent {}

  /** The pending transaction became this posted one, on the same stream. */
  record Settled(
      UUID id,
      UUID account,
      String supersededExternalId,
      TransactionEntry.ProviderFact fact,
      Instant at)
      implements TransactionEvent {}

  record Revised(UUID id, UUID account, TransactionEntry.ProviderFact fact, Instant at)
      implements TransactionEvent {}

  record Removed(UUID id, UUID account, RemovingParty by, Optional<String> externalId, Instant at)
      implements TransactionEvent {}

  record Restored(UUID id, UUID account, RemovingParty by, Instant at)
      implements TransactionEvent {}

  record Categorised(UUID id, UUID account, Optional<UUID> category, Instant at)
      implements TransactionEvent {}

  record Noted(UUID id, UUID account, Optional<String> note, Instant at)
      implements TransactionEvent {}

  record Renamed(UUID id, UUID account, String description, Instant at)
      implements TransactionEvent {}

  record MerchantAssigned(UUID id, UUID account, Optional<UUID> merchant, Instant at)
      implements TransactionEvent {}

  /** The user takes back what was said of the field. */
  record OverrideCleared(UUID id, UUID account, OverridableField field, Instant at)
      implements TransactionEvent {}

  record Tagged(UUID id, UUID account, List<String> tags, Instant at) implements TransactionEvent {}

  record Untagged(UUID id, UUID account, List<String> tags, Instant at)
      implements TransactionEvent {}

  record Excluded(UUID id, UUID account, Instant at) implements TransactionEvent {}

  record Included(UUID id, UUID account, Instant at) implements TransactionEvent {}

  /** The user corrects what was entered by hand. */
  record Corrected(UUID id, UUID account, TransactionEntry.ManualEntry entry, Instant at)
      implements TransactionEvent {}

  /** The parts summed to the whole when the user said so. */
  record Split(UUID id, UUID account, List<SplitPart> parts, Instant at)
      implements TransactionEvent {}

  record Unsplit(UUID id, UUID account, Instant at) implements TransactionEvent {}

  /** A field where the provider has a value of its own under the user's. */
  enum OverridableField {
    CATEGORY,
    DESCRIPTION,
    MERCHANT;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Who may remove a transaction, and then restore it. */
  enum RemovingParty {
    PROVIDER,
    USER;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
