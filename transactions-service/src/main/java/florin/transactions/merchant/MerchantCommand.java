package florin.transactions.merchant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Commands on a merchant of the user. */
public sealed interface MerchantCommand {

  record Create(UUID id, String name, Instant at) implements MerchantCommand {}

  /** No name gives back the provider's. */
  record Rename(UUID id, Optional<String> name, Instant at) implements MerchantCommand {}

  record Merge(UUID id, UUID into, Instant at) implements MerchantCommand {}

  record Unmerge(UUID id, Instant at) implements MerchantCommand {}

  record Archive(UUID id, Instant at) implements MerchantCommand {}

  record Unarchive(UUID id, Instant at) implements MerchantCommand {}
}
