package florin.emulator.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One transaction as last known; a posted one may name its pending ancestor.
 *
 * @param fields merged into the transaction as it goes over the wire
 */
public record Transaction(
    String transactionId,
    String accountId,
    boolean pending,
    @Nullable String pendingTransactionId,
    TransactionDetails details,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ObjectNode fields) {

  public Transaction with(TransactionDetails to, @Nullable ObjectNode nowFields) {
    return new Transaction(transactionId, accountId, pending, pendingTransactionId, to, nowFields);
  }

  /** The same movement under other ids. */
  public Transaction as(String otherId, String otherAccount, @Nullable String ancestor) {
    return new Transaction(otherId, otherAccount, pending, ancestor, details, fields);
  }
}
