package florin.providersync.sync.run;

import florin.providersync.provider.data.BankTransaction;
import java.util.Optional;
import java.util.UUID;

/**
 * A transaction with our id of its account.
 *
 * @param former what it was called before, if the provider gave it a new id
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
