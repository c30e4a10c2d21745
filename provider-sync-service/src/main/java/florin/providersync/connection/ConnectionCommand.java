package florin.providersync.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A command to a connection. */
public sealed interface ConnectionCommand {

  record Link(
      UUID id,
      String provider,
      String externalItemId,
      Optional<String> institutionId,
      Optional<String> institutionName,
      List<String> products,
      Instant at)
      implements ConnectionCommand {}

  /** The provider reports the products of the login; products are only added. */
  record Extend(UUID id, List<String> products, Instant at) implements ConnectionCommand {}

  /** The provider reports that the login works. */
  record Repair(UUID id, Instant at) implements ConnectionCommand {}

  /** The provider reports that the login does not work. */
  record NeedAttention(UUID id, String reason, Instant at) implements ConnectionCommand {}

  record Warn(UUID id, String reason, Optional<Instant> disconnectsAt, Instant at)
      implements ConnectionCommand {}

  /** The provider gave another token, which is in the vault. */
  record RotateToken(UUID id, int tokenVersion, Instant at) implements ConnectionCommand {}

  record Remove(UUID id, String reason, Instant at) implements ConnectionCommand {}
}
