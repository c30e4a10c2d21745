package florin.providersync.provider;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Opens the provider's own dialogue in the browser.
 *
 * @param hostedUrl the page of the dialogue, if one was requested
 * @param announced whether the provider announces the end of that page by webhook
 */
public record LinkToken(
    String linkToken, Instant expiration, Optional<URI> hostedUrl, boolean announced) {}
