package florin.providersync.provider.data;

import java.util.List;

/**
 * A page of an update. Nothing of it counts before the page without {@code hasMore} has come.
 *
 * @param ready false while the provider has not read the bank yet: that is not "no transactions"
 * @param historyComplete whether all history is there, not only the first days
 * @param accounts those that have transactions; not all
 * @param next the cursor of the page after this one, or of the next update
 */
public record UpdatePage(
    boolean ready,
    boolean historyComplete,
    List<BankAccount> accounts,
    List<UpdatedTransaction> added,
    List<UpdatedTransaction> modified,
    List<RemovedTransactionId> removed,
    String next,
    boolean hasMore) {

  /** A transaction and whose it is. */
  public record UpdatedTransaction(String externalAccountId, BankTransaction transaction) {}

  /** A transaction that is no more. */
  public record RemovedTransactionId(String externalId) {}
}
