package florin.providersync.provider;

import java.time.Instant;

/** Opens the provider's own dialogue in the browser. */
public record LinkToken(String linkToken, Instant expiration) {}
