package florin.transactions.rule;

import florin.transactions.rule.definition.RuleDefinition;
import java.time.Instant;
import java.util.UUID;

/** Requests to a rule. */
public sealed interface RuleCommand {

  record Create(UUID id, int position, boolean enabled, RuleDefinition definition, Instant at)
      implements RuleCommand {}

  record Revise(UUID id, RuleDefinition definition, Instant at) implements RuleCommand {}

  record Move(UUID id, int position, Instant at) implements RuleCommand {}

  record Enable(UUID id, boolean enabled, Instant at) implements RuleCommand {}

  record Delete(UUID id, Instant at) implements RuleCommand {}

  record Restore(UUID id, Instant at) implements RuleCommand {}
}
