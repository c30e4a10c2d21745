package florin.transactions.recurring.pattern;

import java.util.List;

/**
 * A series found in the rows of a group.
 *
 * @param confidence between 0 and 1
 * @param reasons for the confidence
 * @param occurrences by date, at most one per due date
 * @param priceChanges by date
 */
public record DetectedSeries(
    DueRule rule,
    AmountBand band,
    double confidence,
    List<String> reasons,
    List<DatedAmount> occurrences,
    List<PriceChange> priceChanges) {}
