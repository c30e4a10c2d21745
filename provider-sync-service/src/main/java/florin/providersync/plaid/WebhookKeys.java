package florin.providersync.plaid;

import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.plaid.wire.PlaidRequests;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.provider.ProviderFailure;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks up the keys that Plaid signs webhooks with. */
@Component
public class WebhookKeys {

  private final PlaidClient client;

  WebhookKeys(PlaidClient client) {
    this.client = client;
  }

  /**
   * The key with an id; empty if Plaid has no such key.
   *
   * @throws ProviderFailure if Plaid does not answer
   */
  public Mono<Optional<WebhookKey>> find(String kid) {
    return client
        .post(
            PlaidEndpoint.WEBHOOK_KEY, new PlaidRequests.ForKey(kid), PlaidResponses.KeyBody.class)
        .map(answer -> Optional.of(key(answer.key())))
        .onErrorReturn(WebhookKeys::unknown, Optional.empty());
  }

  private static WebhookKey key(PlaidResponses.Key key) {
    return new WebhookKey(
        key.alg(),
        key.crv(),
        key.kid(),
        key.x(),
        key.y(),
        Optional.ofNullable(key.expiredAt()).map(Instant::ofEpochSecond));
  }

  /** Whether Plaid refused the key id and not the client. */
  private static boolean unknown(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && failure.is(ProviderFailure.FailureType.OPERATOR)
        && !failure.code().equals(PlaidErrors.WRONG_KEYS)
        && !failure.code().equals("CIRCUIT_OPEN");
  }
}
