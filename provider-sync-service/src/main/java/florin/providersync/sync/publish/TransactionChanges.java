package florin.providersync.sync.publish;

import florin.providersync.provider.data.BankTransaction;
import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ObservedTransaction;
import florin.providersync.sync.observation.RemovedTransaction;
import florin.providersync.sync.read.CompleteUpdate;
import florin.providersync.sync.run.SyncRunCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes of a complete update that were not published before. The provider's own lists do not
 * decide this: after a reading from the beginning everything is "added", and after a lost page an
 * unknown transaction is "modified".
 */
record TransactionChanges(
    List<PublishedTransactions.Publishable> added,
    List<PublishedTransactions.Publishable> modified,
    List<RemovedTransaction> removed) {

  static TransactionChanges of(
      CompleteUpdate completeUpdate,
      Map<String, UUID> accounts,
      Map<String, PublishedTransactions.PublishedContent> said) {
    List<PublishedTransactions.Publishable> added = new ArrayList<>();
    List<PublishedTransactions.Publishable> modified = new ArrayList<>();
    for (CompleteUpdate.PresentTransaction presentTransaction : completeUpdate.present().values()) {
      UUID account = accounts.get(presentTransaction.externalAccountId());
      if (account == null) {
        throw new IllegalStateException(
            "account " + presentTransaction.externalAccountId() + " has no id");
      }
      ObservedTransaction observed =
          new ObservedTransaction(account, presentTransaction.transaction());
      String content = hash(SyncRunCodec.bytes(observed));
      PublishedTransactions.PublishedContent before =
          said.get(presentTransaction.transaction().externalId());
      if (before == null || !before.content().equals(content)) {
        (before == null ? added : modified)
            .add(
                new PublishedTransactions.Publishable(
                    observed, content, similarityKey(presentTransaction.transaction())));
      }
    }
    return new TransactionChanges(added, modified, removed(completeUpdate, said));
  }

  /** A transaction that was never published is not published as removed. */
  private static List<RemovedTransaction> removed(
      CompleteUpdate completeUpdate, Map<String, PublishedTransactions.PublishedContent> said) {
    List<RemovedTransaction> removed = new ArrayList<>();
    for (String externalId : completeUpdate.removed().stream().distinct().toList()) {
      PublishedTransactions.PublishedContent before = said.get(externalId);
      if (before != null) {
        removed.add(new RemovedTransaction(before.accountId(), externalId));
      }
    }
    return removed;
  }

  ObservedChanges changes() {
    return new ObservedChanges(observed(added), observed(modified), removed);
  }

  /** All that is added or modified. */
  List<PublishedTransactions.Publishable> addedAndModified() {
    return Stream.concat(added.stream(), modified.stream()).toList();
  }

  private static List<ObservedTransaction> observed(
      List<PublishedTransactions.Publishable> sayings) {
    return sayings.stream().map(PublishedTransactions.Publishable::observed).toList();
  }

  /** Together with the missing transactions. */
  TransactionChanges withRemoved(List<RemovedTransaction> missing) {
    return new TransactionChanges(
        added, modified, Stream.concat(removed.stream(), missing.stream()).distinct().toList());
  }

  /**
   * An added one that is a former one under a new id is that one, modified. Of several that look
   * the same each former one is one of them; a removal of it is part of the new name.
   */
  TransactionChanges matchFormer(List<PublishedTransactions.FormerTransaction> formers) {
    Map<Key, Deque<PublishedTransactions.FormerTransaction>> left = new HashMap<>();
    formers.forEach(
        one ->
            left.computeIfAbsent(new Key(one.accountId(), one.likeness()), _ -> new ArrayDeque<>())
                .add(one));
    List<PublishedTransactions.Publishable> fresh = new ArrayList<>();
    List<PublishedTransactions.Publishable> changed = new ArrayList<>(modified);
    Set<ObservedTransaction.FormerIdentity> taken = new HashSet<>();
    for (PublishedTransactions.Publishable publishable : added) {
      Deque<PublishedTransactions.FormerTransaction> same =
          left.get(new Key(publishable.observed().accountId(), publishable.likeness()));
      PublishedTransactions.FormerTransaction formerTransaction = same == null ? null : same.poll();
      if (formerTransaction == null) {
        fresh.add(publishable);
      } else {
        var name =
            new ObservedTransaction.FormerIdentity(
                formerTransaction.connection(), formerTransaction.externalId());
        taken.add(name);
        changed.add(
            new PublishedTransactions.Publishable(
                publishable.observed().formerly(name),
                publishable.content(),
                publishable.likeness()));
      }
    }
    Set<String> names =
        taken.stream()
            .map(ObservedTransaction.FormerIdentity::externalId)
            .collect(Collectors.toSet());
    return new TransactionChanges(
        fresh,
        changed,
        removed.stream().filter(gone -> !names.contains(gone.externalId())).toList());
  }

  /** The former ids of transactions that have another one now. */
  List<RemovedTransaction> formerIds() {
    return modified.stream()
        .map(PublishedTransactions.Publishable::observed)
        .flatMap(
            one ->
                one.former().stream()
                    .map(
                        formerIdentity ->
                            new RemovedTransaction(
                                one.accountId(),
                                formerIdentity.externalId(),
                                Optional.of(formerIdentity.connection()))))
        .toList();
  }

  private record Key(UUID account, String likeness) {}

  /**
   * The common attributes of two ids of one transaction. A pending and a posted one have none:
   * unless the provider links them, they are two.
   */
  private static String similarityKey(BankTransaction one) {
    return hash(
        "%s|%s|%s|%s|%s"
            .formatted(
                one.amount().amount().stripTrailingZeros().toPlainString(),
                one.amount().currency().code(),
                one.date(),
                one.pending(),
                one.name())
            .getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of a list of accounts, whatever their order. */
  static String accountsHash(List<ObservedAccount> accounts) {
    MessageDigest digest = sha256();
    accounts.stream()
        .sorted(Comparator.comparing(ObservedAccount::accountId))
        .map(account -> new ObservedAccount(account.accountId(), account.account()))
        .forEach(account -> digest.update(SyncRunCodec.bytes(account)));
    return HexFormat.of().formatHex(digest.digest());
  }

  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
