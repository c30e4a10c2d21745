package florin.accounts.liability;

import java.time.Instant;
import java.util.UUID;

/** The commands of an account's debt. */
public sealed interface LiabilityCommand {

  record Observe(UUID account, DebtTerms terms, Instant at) implements LiabilityCommand {}

  /** The bank reports it no more. */
  record End(UUID account, Instant at) implements LiabilityCommand {}
}
