package florin.transactions.rule.evaluation;

import java.util.UUID;

/** A rule in the version that set a value. */
public record RuleReference(UUID id, int version) {}
