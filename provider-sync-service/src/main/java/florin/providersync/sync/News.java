package florin.providersync.sync;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What of a complete update was not said before. The provider's own lists do not decide it: after a
 * reading from the beginning everything is "added", and a lost page makes a "modified" of something
 * never heard of.
 *
 * @param sayings all that is added or modified, with its content
 */
record News(Changes changes, List<Published.Saying> sayings) {

  static News of(Update update, Map<String, UUID> accounts, Map<String, Published.Said> said) {
    List<ObservedTransaction> added = new ArrayList<>();
    List<ObservedTransaction> modified = new ArrayList<>();
    List<Published.Saying> sayings = new ArrayList<>();
    for (Update.Entry entry : update.present().values()) {
      UUID account = accounts.get(entry.externalAccountId());
      if (account == null) {
        throw new IllegalStateException("account " + entry.externalAccountId() + " has no id");
      }
      ObservedTransaction observed = new ObservedTransaction(account, entry.transaction());
      String content = hash(SyncRunCodec.bytes(observed));
      Published.Said before = said.get(entry.transaction().externalId());
      if (before != null && before.content().equals(content)) {
        continue;
      }
      (before == null ? added : modified).add(observed);
      sayings.add(new Published.Saying(observed, content));
    }
    return new News(new Changes(added, modified, removed(update, said)), sayings);
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

  /** The hash of a list of accounts, whatever their order. */
  static String content(List<ObservedAccount> accounts) {
    MessageDigest digest = sha256();
    accounts.stream()
        .sorted(Comparator.comparing(ObservedAccount::accountId))
        .forEach(account -> digest.update(SyncRunCodec.bytes(account)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
