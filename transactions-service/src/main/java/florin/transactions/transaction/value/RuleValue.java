package florin.transactions.transaction.value;

import java.util.Optional;
import java.util.UUID;

/**
 * A value that a rule set.
 *
 * @param value as text; empty where the rule cleared it
 * @param version of the rule
 */
public record RuleValue(Optional<String> value, UUID rule, int version) {}
