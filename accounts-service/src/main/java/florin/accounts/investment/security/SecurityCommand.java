package florin.accounts.investment.security;

import java.time.Instant;
import java.util.UUID;

/** The commands of a security. */
public sealed interface SecurityCommand {

  UUID security();

  /** A holding or trade refers to it; it need not be described yet. */
  record Refer(UUID security, String provider, String externalId, Instant at)
      implements SecurityCommand {}

  record Describe(
      UUID security, String provider, String externalId, SecurityDetails details, Instant at)
      implements SecurityCommand {}
}
