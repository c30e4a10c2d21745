package florin.accounts.liability;

import java.time.Instant;
import java.util.UUID;

/** The events of an account's debt. */
public sealed interface LiabilityEvent {

  UUID account();

  record Observed(UUID account, DebtTerms terms, Instant at) implements LiabilityEvent {}

  record Ended(UUID account, Instant at) implements LiabilityEvent {}
}
