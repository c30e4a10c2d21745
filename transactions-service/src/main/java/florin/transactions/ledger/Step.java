package florin.transactions.ledger;

import org.jspecify.annotations.Nullable;

/** One event's effect on a row; what other tables count follows from the two rows. */
record Step(@Nullable Standing before, Standing after, TransactionEvent event) {}
