package florin.providersync.sync.observation;

import florin.providersync.provider.data.BankAccount;
import java.util.List;
import java.util.UUID;

/**
 * An account with our id of it.
 *
 * @param mergeCandidates accounts of the same user that it may be
 */
public record ObservedAccount(UUID accountId, BankAccount account, List<UUID> mergeCandidates) {

  public ObservedAccount(UUID accountId, BankAccount account) {
    this(accountId, account, List.of());
  }
}
