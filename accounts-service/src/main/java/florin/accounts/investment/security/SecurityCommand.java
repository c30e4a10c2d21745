package florin.accounts.investment.security;

import java.time.Instant;
import java.util.UUID;

/** What can be asked of a security's stream. */
public sealed interface SecurityCommand {

  UUID security();

  /** Something refers to it; whether anybody has described it does not matter. */
  record Refer(UUID security, String provider, String externalId, Instant at)
      implements SecurityCommand {}

  record Describe(
      UUID security, String provider, String externalId, SecurityDetails details, Instant at)
      implements SecurityCommand {}
}
