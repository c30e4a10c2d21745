package florin.transactions.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What happens to a transaction. */
public sealed interface TransactionEvent {

  UUID id();

  UUID account();

  Instant at();

  record Recorded(UUID id, UUID account, Entry entry, Instant at) implements TransactionEvent {}

  /** The pending transaction became this posted one, on the same stream. */
  record Settled(
      UUID id, UUID account, String supersededExternalId, Entry.ProviderFact fact, Instant at)
      implements TransactionEvent {}

  record Revised(UUID id, UUID account, Entry.ProviderFact fact, Instant at)
      implements TransactionEvent {}

  record Removed(UUID id, UUID account, Party by, Optional<String> externalId, Instant at)
      implements TransactionEvent {}

  record Restored(UUID id, UUID account, Party by, Instant at) implements TransactionEvent {}

  record Categorised(UUID id, UUID account, Optional<UUID> category, Instant at)
      implements TransactionEvent {}

  record Noted(UUID id, UUID account, Optional<String> note, Instant at)
      implements TransactionEvent {}

  /** Who may remove a transaction, and then restore it. */
  enum Party {
    PROVIDER,
    USER;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
