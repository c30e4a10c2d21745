package florin.transactions.review;

import java.time.Instant;
import java.util.UUID;

/** A request about a pair of transactions that may be duplicates. */
sealed interface DuplicateCommand {

  record Dismiss(UUID id, UUID first, UUID second, Instant at) implements DuplicateCommand {}

  record Reopen(Instant at) implements DuplicateCommand {}
}
