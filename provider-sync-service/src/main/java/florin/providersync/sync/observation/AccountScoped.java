package florin.providersync.sync.observation;

import java.util.UUID;

/** Something of an account with our id of that. */
public record AccountScoped<T>(UUID accountId, T what) {}
