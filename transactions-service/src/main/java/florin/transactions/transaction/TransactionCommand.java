package florin.transactions.transaction;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Commands on a transaction. */
public sealed interface TransactionCommand {

  /** The provider shows the transaction like this now. */
  record Observe(UUID id, UUID account, TransactionEntry.ProviderFact fact, Instant at)
      implements TransactionCommand {}

  /** The provider no longer has the transaction under this id. */
  record Withdraw(String externalId, Instant at) implements TransactionCommand {}

  record RecordByHand(UUID id, UUID account, TransactionEntry.ManualEntry entry, Instant at)
      implements TransactionCommand {}

  /** Records a record of a file as an entry. */
  record RecordImported(
      UUID id, UUID account, TransactionEntry.ManualEntry entry, FileRecord imported, Instant at)
      implements TransactionCommand {}

  /** A record of a file is this transaction; removed ones included. */
  record LinkImportedRecord(FileRecord imported, Instant at) implements TransactionCommand {}

  record UnlinkImportedRecord(FileRecord imported, Instant at) implements TransactionCommand {}

  /** Refused unless the transaction is there and not removed. */
  sealed interface UserEdit extends TransactionCommand {}

  /** No category clears it. */
  record Categorise(Optional<UUID> category, Instant at) implements UserEdit {}

  /** No text clears it: the entry's applies again where it has one. */
  record SetText(TextField field, Optional<String> text, Instant at) implements UserEdit {}

  /** No merchant: there is none, even if the provider names one. */
  record AssignMerchant(Optional<UUID> merchant, Instant at) implements UserEdit {}

  /** The provider's value of the field holds again. */
  record ClearOverride(OverridableField field, Instant at) implements UserEdit {}

  /** Exactly these tags. */
  record TagAs(Set<String> tags, Instant at) implements UserEdit {

    /** The same with further tags, and without others; a tag that is in both is added. */
    public TagAs retagged(Set<String> more, Set<String> fewer) {
      Set<String> dropped = Overlay.forms(fewer);
      dropped.removeAll(Overlay.forms(more));
      Set<String> all = new HashSet<>(more);
      tags.stream().filter(tag -> !dropped.contains(CanonicalName.of(tag))).forEach(all::add);
      return new TagAs(all, at);
    }
  }

  record Retag(Set<String> more, Set<String> fewer, Instant at) implements UserEdit {}

  /** Neither on nor off by the user: the tags of rules apply. */
  record ReleaseTags(Set<String> tags, Instant at) implements UserEdit {}

  record Exclude(boolean excluded, Instant at) implements UserEdit {}

  /** Of an entry by hand. */
  record Correct(Optional<Money> amount, Optional<LocalDate> date, Instant at)
      implements UserEdit {}

  /** No parts: in one piece again. */
  record SplitInto(List<SplitPart> parts, Instant at) implements UserEdit {}

  /**
   * The parts of an earlier split again. They summed to the amount when they were chosen, and are
   * stale if the amount has changed since.
   */
  record RestoreSplit(List<SplitPart> parts, Instant at) implements UserEdit {}

  /** Sets the values of rules back to earlier ones, whatever the user decided since. */
  record RestoreRuleValues(RuleValues values, Instant at) implements UserEdit {}

  /**
   * The outcome of one pass of the rules; what it leaves out stays as it is. Changes nothing where
   * the user decided, nor of a transaction that does not count.
   */
  record ApplyRules(RuleValues wanted, Instant at) implements TransactionCommand {}

  record Remove(Instant at) implements TransactionCommand {}

  record Restore(Instant at) implements TransactionCommand {}
}
