package florin.transactions.recurring.series;

import java.util.UUID;

/**
 * The rows among which a series is found.
 *
 * @param account of merged ones the survivor
 */
public record SeriesGroup(UUID account, String payeeKey, Direction direction) {}
