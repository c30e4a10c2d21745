package florin.journal.relay;

/**
 * A partition of which a consumer misses events.
 *
 * @param after the position of the last event that it has applied
 */
public record RangeRequest(int partition, long after) {}
