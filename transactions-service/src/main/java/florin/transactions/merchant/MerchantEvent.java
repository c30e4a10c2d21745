package florin.transactions.merchant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Events of a merchant of the user. */
public sealed interface MerchantEvent {

  UUID id();

  Instant at();

  record Created(UUID id, String name, Instant at) implements MerchantEvent {}

  record Renamed(UUID id, Optional<String> name, Instant at) implements MerchantEvent {}

  record Merged(UUID id, UUID into, Instant at) implements MerchantEvent {}

  record Unmerged(UUID id, Instant at) implements MerchantEvent {}

  record Archived(UUID id, Instant at) implements MerchantEvent {}

  record Unarchived(UUID id, Instant at) implements MerchantEvent {}
}
