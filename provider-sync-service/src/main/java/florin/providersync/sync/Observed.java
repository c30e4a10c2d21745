package florin.providersync.sync;

import java.util.UUID;

/** Something of an account with our id of that. */
public record Observed<T>(UUID accountId, T what) {}
