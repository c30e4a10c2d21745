package florin.emulator.bank;

import org.jspecify.annotations.Nullable;

/** One transaction as last known; a posted one may name its pending ancestor. */
public record Transaction(
    String transactionId,
    String accountId,
    boolean pending,
    @Nullable String pendingTransactionId,
    Details details) {

  public Transaction with(Details to) {
    return new Transaction(transactionId, accountId, pending, pendingTransactionId, to);
  }
}
