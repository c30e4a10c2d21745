package florin.providersync.sync.observation;

import florin.providersync.provider.data.BankTransaction;
import java.util.Optional;
import java.util.UUID;

/**
 * A transaction with Florin's id of its account.
 *
 * @param former its former external id, if the provider gave it a new one
 */
public record ObservedTransaction(
    UUID accountId, BankTransaction transaction, Optional<FormerIdentity> former) {

  /** A transaction as it was known, and under which connection. */
  public record FormerIdentity(UUID connection, String externalId) {}

  public ObservedTransaction(UUID accountId, BankTransaction transaction) {
    this(accountId, transaction, Optional.empty());
  }

  public ObservedTransaction formerly(FormerIdentity known) {
    return new ObservedTransaction(accountId, transaction, Optional.of(known));
  }
}
