package florin.providersync.sync;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Requests new access tokens, after a leak or regularly: {@code POST} requests one for each
 * connection whose login works, or for the named one; {@code GET} returns how many are left.
 */
@Component
@Endpoint(id = "tokens")
class TokensEndpoint {

  private static final int ACCEPTED = 202;

  private final TokenRotation rotation;

  TokensEndpoint(TokenRotation rotation) {
    this.rotation = rotation;
  }

  @ReadOperation
  Mono<TokenRotation.State> state() {
    return rotation.state();
  }

  /**
   * @param connection all if none is named
   */
  @WriteOperation
  Mono<WebEndpointResponse<Map<String, Long>>> rotate(@Nullable UUID connection) {
    return rotation
        .request(connection)
        .map(wanted -> new WebEndpointResponse<>(Map.of("wanted", wanted), ACCEPTED));
  }
}
