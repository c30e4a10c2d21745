package florin.providersync.sync;

import florin.providersync.provider.BankTransaction;
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
 * What of a complete update was not said before. The provider's own lists do not decide it: after a
 * reading from the beginning everything is "added", and a lost page makes a "modified" of something
 * never heard of.
 */
record News(
    List<Published.Saying> added,
    List<Published.Saying> modified,
    List<RemovedTransaction> removed) {

  static News of(Update update, Map<String, UUID> accounts, Map<String, Published.Said> said) {
    List<Published.Saying> added = new ArrayList<>();
    List<Published.Saying> modified = new ArrayList<>();
    for (Update.Entry entry : update.present().values()) {
      UUID account = accounts.get(entry.externalAccountId());
      if (account == null) {
        throw new IllegalStateException("account " + entry.externalAccountId() + " has no id");
      }
      ObservedTransaction observed = new ObservedTransaction(account, entry.transaction());
      String content = hash(SyncRunCodec.bytes(observed));
      Published.Said before = said.get(entry.transaction().externalId());
      if (before == null || !before.content().equals(content)) {
        (before == null ? added : modified)
            .add(new Published.Saying(observed, content, likeness(entry.transaction())));
      }
    }
    return new News(added, modified, removed(update, said));
  }

  /** What nobody heard of cannot be taken back. */
  private static List<RemovedTransaction> removed(Update update, Map<String, Published.Said> said) {
    List<RemovedTransaction> removed = new ArrayList<>();
    for (String externalId : update.removed().stream().distinct().toList()) {
      Published.Said before = said.get(externalId);
      if (before != null) {
        removed.add(new RemovedTransaction(before.accountId(), externalId));
      }
    }
    return removed;
  }

  Changes changes() {
    return new Changes(observed(added), observed(modified), removed);
  }

  /** All that is added or modified. */
  List<Published.Saying> sayings() {
    return Stream.concat(added.stream(), modified.stream()).toList();
  }

  private static List<ObservedTransaction> observed(List<Published.Saying> sayings) {
    return sayings.stream().map(Published.Saying::observed).toList();
  }

  /** Together with what a sweep found missing. */
  News without(List<RemovedTransaction> missing) {
    return new News(
        added, modified, Stream.concat(removed.stream(), missing.stream()).distinct().toList());
  }

  /**
   * An added one that is a former one under a new id is that one, modified. Of several that look
   * the same each former one is one of them; a removal of it is part of the new name.
   */
  News renamed(List<Published.Former> formers) {
    Map<Key, Deque<Published.Former>> left = new HashMap<>();
    formers.forEach(
        one ->
            left.computeIfAbsent(new Key(one.accountId(), one.likeness()), _ -> new ArrayDeque<>())
                .add(one));
    List<Published.Saying> fresh = new ArrayList<>();
    List<Published.Saying> changed = new ArrayList<>(modified);
    Set<ObservedTransaction.Former> taken = new HashSet<>();
    for (Published.Saying saying : added) {
      Deque<Published.Former> same =
          left.get(new Key(saying.observed().accountId(), saying.likeness()));
      Published.Former former = same == null ? null : same.poll();
      if (former == null) {
        fresh.add(saying);
      } else {
        var name = new ObservedTransaction.Former(former.connection(), former.externalId());
        taken.add(name);
        changed.add(
            new Published.Saying(
                saying.observed().formerly(name), saying.content(), saying.likeness()));
      }
    }
    Set<String> names =
        taken.stream().map(ObservedTransaction.Former::externalId).collect(Collectors.toSet());
    return new News(
        fresh,
        changed,
        removed.stream().filter(gone -> !names.contains(gone.externalId())).toList());
  }

  /** The former names of what has another one now. */
  List<RemovedTransaction> formerNames() {
    return modified.stream()
        .map(Published.Saying::observed)
        .flatMap(
            one ->
                one.former().stream()
                    .map(
                        former ->
                            new RemovedTransaction(
                                one.accountId(),
                                former.externalId(),
                                Optional.of(former.connection()))))
        .toList();
  }

  private record Key(UUID account, String likeness) {}

  /**
   * What two ids of one transaction have in common. A pending one and its posting do not: without
   * the provider's word they are two.
   */
  private static String likeness(BankTransaction one) {
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
  static String content(List<ObservedAccount> accounts) {
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
