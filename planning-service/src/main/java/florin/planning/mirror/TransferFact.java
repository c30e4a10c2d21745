package florin.planning.mirror;

import java.util.UUID;

/**
 * A pair of transactions that is a transfer between two accounts of a user, or no longer one.
 *
 * @param outgoing the transaction with the amount below 0
 * @param incoming the transaction with the amount above 0
 */
record TransferFact(UUID user, UUID transfer, UUID outgoing, UUID incoming, boolean matched) {}
