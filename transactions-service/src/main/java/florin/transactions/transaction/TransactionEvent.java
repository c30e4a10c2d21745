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

  /** The entry is another one. */
  sealed interface EntryEvent extends TransactionEvent {}

  /** It stops or begins to count. */
  sealed interface LifecycleEvent extends TransactionEvent {}

  /** The values over the entry are others. */
  sealed interface OverlayEvent extends TransactionEvent {}

  sealed interface UserEdit extends OverlayEvent {}

  record Recorded(UUID id, UUID account, TransactionEntry entry, Instant at)
      implements EntryEvent {}

  /** The pending transaction became this posted one, on the same stream. */
  record Settled(
      UUID id,
      UUID account,
      String supersededExternalId,
      TransactionEntry.ProviderFact fact,
      Instant at)
      implements EntryEvent {}

  record Revised(UUID id, UUID account, TransactionEntry.ProviderFact fact, Instant at)
      implements EntryEvent {}

  record Removed(UUID id, UUID account, RemovingParty by, Optional<String> externalId, Instant at)
      implements LifecycleEvent {}

  record Restored(UUID id, UUID account, RemovingParty by, Instant at) implements LifecycleEvent {}

  record Categorised(UUID id, UUID account, Optional<UUID> category, Instant at)
      implements UserEdit {}

  /**
   * @param text empty: cleared, which is an edit too
   */
  record TextSet(UUID id, UUID account, TextField field, Optional<String> text, Instant at)
      implements UserEdit {}

  record MerchantAssigned(UUID id, UUID account, Optional<UUID> merchant, Instant at)
      implements UserEdit {}

  /** The user takes back what was said of the field. */
  record OverrideCleared(UUID id, UUID account, OverridableField field, Instant at)
      implements UserEdit {}

  record Tagged(UUID id, UUID account, List<String> tags, Instant at) implements UserEdit {}

  record Untagged(UUID id, UUID account, List<String> tags, Instant at) implements UserEdit {}

  /** The user takes back what was said of these tags; only an undo does. */
  record TagsReleased(UUID id, UUID account, List<String> tags, Instant at) implements UserEdit {}

  record Excluded(UUID id, UUID account, Instant at) implements UserEdit {}

  record Included(UUID id, UUID account, Instant at) implements UserEdit {}

  /** The user corrects what was entered by hand. */
  record Corrected(UUID id, UUID account, TransactionEntry.ManualEntry entry, Instant at)
      implements EntryEvent {}

  /** The parts summed to the whole when the user said so. */
  record Split(UUID id, UUID account, List<SplitPart> parts, Instant at) implements UserEdit {}

  record Unsplit(UUID id, UUID account, Instant at) implements UserEdit {}

  /** What rules changed in one pass. */
  record RulesApplied(UUID id, UUID account, RuleValues changes, Instant at)
      implements OverlayEvent {}

  /** Who may remove a transaction, and then restore it. */
  enum RemovingParty {
    PROVIDER,
    USER;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
