package florin.journal.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The dead letters of one user and topic.
 *
 * @param user empty if the record names no user; then it is a queue of its own
 * @param count records, the first of which could not be applied
 * @param reason why not
 * @param partition of the first record
 * @param offset of the first record
 */
public record DeadLetterQueue(
    String topic,
    Optional<UUID> user,
    long count,
    String reason,
    Instant since,
    int partition,
    long offset) {}
