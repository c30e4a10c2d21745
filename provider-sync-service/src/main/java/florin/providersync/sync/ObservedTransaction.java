package florin.providersync.sync;

import florin.providersync.provider.BankTransaction;
import java.util.UUID;

/** A bank's transaction on the account we gave an id. */
public record ObservedTransaction(UUID accountId, BankTransaction transaction) {}
