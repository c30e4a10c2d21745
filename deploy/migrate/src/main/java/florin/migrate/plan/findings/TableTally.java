package florin.migrate.plan.findings;

/** The rows of a table: each one that was read is brought, merged into another one, or left out. */
public record TableTally(String table, long read, long brought, long merged, long leftOut) {}
