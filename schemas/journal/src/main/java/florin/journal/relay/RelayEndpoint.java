package florin.journal.relay;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/** The relay as an operator sees it, and the way to send again what Kafka or a consumer lost. */
@Endpoint(id = "relay")
public final class RelayEndpoint {

  private final Relay relay;

  public RelayEndpoint(Relay relay) {
    this.relay = relay;
  }

  @ReadOperation
  public Mono<Map<String, Object>> state() {
    return relay
        .lag()
        .map(
            lag ->
                Map.of(
                    "state", relay.statusText(),
                    "head", lag.head(),
                    "checkpoint", lag.done(),
                    "lag", lag.events()));
  }

  /**
   * Sends again everything after a position.
   *
   * @param position of this service's journal; 0 is everything
   */
  @WriteOperation
  public Mono<Map<String, Object>> rewind(long position) {
    return relay.rewind(position).then(Mono.defer(this::state));
  }
}
