package florin.transactions.transfer;

import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.matching.TransferMatch;
import java.time.Instant;
import java.util.UUID;

/** A request to change a pair of transactions. */
sealed interface TransferCommand {

  /** Without effect on a pair that the user rejected or took apart, unless the user matches it. */
  record Match(UUID id, TransferMatch match, Instant at) implements TransferCommand {}

  record Unmatch(UnmatchReason reason, Instant at) implements TransferCommand {}

  record Reject(UUID id, UUID outgoing, UUID incoming, Instant at) implements TransferCommand {}

  record Unreject(Instant at) implements TransferCommand {}
}
