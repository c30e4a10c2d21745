package florin.accounts.investment.security;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The events of a security. */
public sealed interface SecurityEvent {

  UUID security();

  String provider();

  String externalId();

  /**
   * @param details empty while only its id is known
   */
  record Registered(
      UUID security,
      String provider,
      String externalId,
      Optional<SecurityDetails> details,
      Instant at)
      implements SecurityEvent {}

  record Revised(
      UUID security, String provider, String externalId, SecurityDetails details, Instant at)
      implements SecurityEvent {}
}
