package florin.providersync.sync;

import florin.providersync.provider.BankAccount;
import java.util.UUID;

/** A bank's account under the id we gave it. */
public record ObservedAccount(UUID accountId, BankAccount account) {}
