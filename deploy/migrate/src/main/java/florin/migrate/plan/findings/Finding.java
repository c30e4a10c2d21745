package florin.migrate.plan.findings;

/**
 * A row that is not brought as it is.
 *
 * @param outcome {@code changed}, {@code merged} or {@code left-out}
 * @param detail the column, the value and what became of it
 */
public record Finding(String table, String key, FindingRule rule, String outcome, String detail) {}
