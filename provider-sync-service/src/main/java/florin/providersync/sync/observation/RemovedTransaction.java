package florin.providersync.sync.observation;

import java.util.Optional;
import java.util.UUID;

/**
 * A transaction that is no more.
 *
 * @param connection under which it was known, if another than the one that is read
 */
public record RemovedTransaction(UUID accountId, String externalId, Optional<UUID> connection) {

  public RemovedTransaction(UUID accountId, String externalId) {
    this(accountId, externalId, Optional.empty());
  }
}
