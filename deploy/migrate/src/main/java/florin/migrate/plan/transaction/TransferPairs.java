package florin.migrate.plan.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transfers between accounts: two internal transactions of one user, opposite amounts of one
 * currency in different accounts. A transaction is part of one transfer at most.
 */
final class TransferPairs {

  private final Map<String, PlannedTransaction> all;
  private final Map<String, String> counterparts = new HashMap<>();

  private TransferPairs(Map<String, PlannedTransaction> all) {
    this.all = all;
  }

  /**
   * The id of the counterpart of each transaction of a transfer, for both halves. Transactions that
   * name each other come first; then those where one half names the other, which names none.
   */
  static Map<String, String> of(Map<String, PlannedTransaction> all) {
    TransferPairs pairs = new TransferPairs(all);
    all.values().forEach(one -> pairs.add(one, true));
    all.values().forEach(one -> pairs.add(one, false));
    return Map.copyOf(pairs.counterparts);
  }

  private void add(PlannedTransaction one, boolean mutual) {
    named(one)
        .map(all::get)
        .filter(other -> named(other).map(one.id()::equals).orElse(!mutual))
        .filter(other -> isTransfer(one, other) && isFree(one) && isFree(other))
        .ifPresent(
            other -> {
              counterparts.put(one.id(), other.id());
              counterparts.put(other.id(), one.id());
            });
  }

  private boolean isFree(PlannedTransaction one) {
    return !counterparts.containsKey(one.id());
  }

  private static Optional<String> named(PlannedTransaction one) {
    return one.edits().internal() ? one.edits().counterpart() : Optional.empty();
  }

  private static boolean isTransfer(PlannedTransaction one, PlannedTransaction other) {
    return one.user().equals(other.user())
        && !one.account().equals(other.account())
        && one.currency().equals(other.currency())
        && one.amount().signum() != 0
        && one.amount().compareTo(other.amount().negate()) == 0;
  }
}
