package florin.providersync.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An event of a connection. */
public sealed interface ConnectionEvent {

  record Linked(
      UUID id,
      String provider,
      String externalItemId,
      Optional<String> institutionId,
      Optional<String> institutionName,
      List<String> products,
      Instant at)
      implements ConnectionEvent {

    Linked with(List<String> more) {
      return new Linked(id, provider, externalItemId, institutionId, institutionName, more, at);
    }
  }

  /**
   * The login allows further products.
   *
   * @param products all of them
   */
  record Extended(UUID id, List<String> products, Instant at) implements ConnectionEvent {}

  record Repaired(UUID id, Instant at) implements ConnectionEvent {}

  record NeedsAttention(UUID id, String reason, Instant at) implements ConnectionEvent {}

  /** It still works, but not for long. */
  record Warned(UUID id, String reason, Optional<Instant> disconnectsAt, Instant at)
      implements ConnectionEvent {}

  /** The provider gave another token for the same login. */
  record TokenRotated(UUID id, int tokenVersion, Instant at) implements ConnectionEvent {}

  record Removed(UUID id, String reason, Instant at) implements ConnectionEvent {}
}
