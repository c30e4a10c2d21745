package florin.transactions.rule;

import florin.transactions.rule.definition.RuleDefinition;
import java.time.Instant;
import java.util.UUID;

/** Changes of a rule. None of them changes a transaction. */
public sealed interface RuleEvent {

  UUID id();

  Instant at();

  record Created(UUID id, int position, boolean enabled, RuleDefinition definition, Instant at)
      implements RuleEvent {}

  record Revised(UUID id, RuleDefinition definition, Instant at) implements RuleEvent {}

  record Ordered(UUID id, int position, Instant at) implements RuleEvent {}

  record Enabled(UUID id, Instant at) implements RuleEvent {}

  record Disabled(UUID id, Instant at) implements RuleEvent {}

  record Deleted(UUID id, Instant at) implements RuleEvent {}

  record Restored(UUID id, Instant at) implements RuleEvent {}
}
