package florin.providersync.vault;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Rotates keys: {@code GET} returns the state of all keys; {@code POST} wraps every data key with
 * the current key-encryption key and begins a rotation, or continues the one in progress.
 */
@Component
@Endpoint(id = "keys")
class KeysEndpoint {

  private static final int ACCEPTED = 202;
  private static final int UNAVAILABLE = 503;

  private final KeyRotation rotation;

  KeysEndpoint(KeyRotation rotation) {
    this.rotation = rotation;
  }

  @ReadOperation
  Mono<KeyRotation.State> state() {
    return rotation.state();
  }

  @WriteOperation
  Mono<WebEndpointResponse<KeyRotation.State>> begin() {
    return rotation
        .begin()
        .map(state -> new WebEndpointResponse<>(state, ACCEPTED))
        .onErrorResume(KeysUnavailable.class, _ -> rotation.state().map(KeysEndpoint::unavailable));
  }

  private static WebEndpointResponse<KeyRotation.State> unavailable(KeyRotation.State state) {
    return new WebEndpointResponse<>(state, UNAVAILABLE);
  }
}
