package florin.transactions.projection;

import florin.transactions.transaction.TransactionEvent;
import org.jspecify.annotations.Nullable;

/** One event's effect on a row; what other tables count follows from the two rows. */
record RowChange(@Nullable TransactionRow before, TransactionRow after, TransactionEvent event) {}
