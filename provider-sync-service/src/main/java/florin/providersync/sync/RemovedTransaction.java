package florin.providersync.sync;

import java.util.UUID;

/** A transaction that the bank took back. */
public record RemovedTransaction(UUID accountId, String externalId) {}
