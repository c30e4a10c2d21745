package florin.transactions.review;

import java.time.Instant;
import java.util.UUID;

/** An event of a pair of transactions that may be duplicates. */
public sealed interface DuplicateEvent {

  UUID id();

  Instant at();

  record Dismissed(UUID id, UUID first, UUID second, Instant at) implements DuplicateEvent {}

  record Reopened(UUID id, UUID first, UUID second, Instant at) implements DuplicateEvent {}
}
