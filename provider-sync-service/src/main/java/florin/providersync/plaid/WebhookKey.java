package florin.providersync.plaid;

import java.time.Instant;
import java.util.Optional;

/**
 * A public key that Plaid signs webhooks with; the fields of its JWK.
 *
 * @param expiredAt since when it is of no use, empty while it is
 */
public record WebhookKey(
    String alg, String crv, String kid, String x, String y, Optional<Instant> expiredAt) {}
