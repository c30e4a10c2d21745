package florin.transactions.transaction;

import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Events of a transaction. */
public sealed interface TransactionEvent {

  UUID id();

  UUID account();

  Instant at();

  /** The entry is recorded or replaced. */
  sealed interface EntryEvent extends TransactionEvent {}

  /** The transaction is removed or restored. */
  sealed interface LifecycleEvent extends TransactionEvent {}

  /** The values over the entry change. */
  sealed interface OverlayEvent extends TransactionEvent {}

  sealed interface UserEdit extends OverlayEvent {}

  /** Records of files are linked to the transaction or unlinked; no value changes. */
  sealed interface LinkEvent extends TransactionEvent {}

  /**
   * @param imported the record of the file that the entry comes from
   */
  record Recorded(
      UUID id, UUID account, TransactionEntry entry, Optional<FileRecord> imported, Instant at)
      implements EntryEvent {

    public Recorded(UUID id, UUID account, TransactionEntry entry, Instant at) {
      this(id, account, entry, Optional.empty(), at);
    }
  }

  /** The user decided that a record of a file is this transaction. */
  record ImportedRecordLinked(UUID id, UUID account, FileRecord record, Instant at)
      implements LinkEvent {}

  record ImportedRecordUnlinked(UUID id, UUID account, UUID importId, int number, Instant at)
      implements LinkEvent {}

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

  /** The user clears the override of the field. */
  record OverrideCleared(UUID id, UUID account, OverridableField field, Instant at)
      implements UserEdit {}

  record Tagged(UUID id, UUID account, List<String> tags, Instant at) implements UserEdit {}

  record Untagged(UUID id, UUID account, List<String> tags, Instant at) implements UserEdit {}

  /** Neither on nor off by the user any more. Only an undo yields this event. */
  record TagsReleased(UUID id, UUID account, List<String> tags, Instant at) implements UserEdit {}

  record Excluded(UUID id, UUID account, Instant at) implements UserEdit {}

  record Included(UUID id, UUID account, Instant at) implements UserEdit {}

  /** The user corrects what was entered by hand. */
  record Corrected(UUID id, UUID account, TransactionEntry.ManualEntry entry, Instant at)
      implements EntryEvent {}

  /** The parts summed to the whole at the time of the split. */
  record Split(UUID id, UUID account, List<SplitPart> parts, Instant at) implements UserEdit {}

  record Unsplit(UUID id, UUID account, Instant at) implements UserEdit {}

  /** The changes of rules in one pass. */
  record RulesApplied(UUID id, UUID account, RuleValues changes, Instant at)
      implements OverlayEvent {}

  /** The parties that can remove a transaction, and then restore it. */
  enum RemovingParty {
    PROVIDER,
    USER;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
