package florin.accounts.liability;

import java.time.Instant;
import java.util.UUID;

/** What happens to an account's debt. */
public sealed interface LiabilityEvent {

  UUID account();

  record Observed(UUID account, DebtTerms terms, Instant at) implements LiabilityEvent {}

  record Ended(UUID account, Instant at) implements LiabilityEvent {}
}
