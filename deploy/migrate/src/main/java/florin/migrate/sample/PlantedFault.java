package florin.migrate.sample;

import florin.migrate.plan.findings.FindingRule;

/** A fault of a sample, and the rule of the finding that reports it. */
public record PlantedFault(String table, String key, FindingRule rule) {}
