package florin.transactions.transfer;

import florin.transactions.transfer.matching.TransferMatch;
import java.time.Instant;
import java.util.UUID;

/** An event of a pair of transactions. */
public sealed interface TransferEvent {

  UUID id();

  Instant at();

  record Matched(UUID id, TransferMatch match, Instant at) implements TransferEvent {}

  record Unmatched(UUID id, UUID outgoing, UUID incoming, UnmatchReason reason, Instant at)
      implements TransferEvent {}

  record Rejected(UUID id, UUID outgoing, UUID incoming, Instant at) implements TransferEvent {}

  record Unrejected(UUID id, UUID outgoing, UUID incoming, Instant at) implements TransferEvent {}

  /** The reason for unmatching a pair. */
  enum UnmatchReason {
    /** The user took it apart: it stays apart. */
    USER,
    /** The user undid the change that matched it. */
    UNDO,
    /** One of the transactions was removed. */
    REMOVED,
    /** The amounts are not opposite any more. */
    AMOUNT,
    /** The dates are too far from each other. */
    DATE,
    /** Both transactions are of one account. */
    ACCOUNT;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static UnmatchReason of(String code) {
      return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
