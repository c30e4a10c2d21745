package florin.journal.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/**
 * The relay as an operator sees it, the way to send again what Kafka or a consumer lost, and to go
 * on after the database was restored to an earlier point.
 */
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
        .zipWith(relay.incarnations().divergence())
        .map(found -> state(found.getT1(), found.getT2()));
  }

  private Map<String, Object> state(RelayLag lag, Optional<String> divergence) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("state", relay.statusText());
    state.put("head", lag.head());
    state.put("checkpoint", lag.done());
    state.put("lag", lag.events());
    divergence.ifPresent(reason -> state.put("diverged", reason));
    return state;
  }

  /**
   * Sends again everything after a position, or begins a new history after the database was
   * restored to an earlier point.
   *
   * @param position of this service's journal; 0 is everything
   * @param newIncarnation true to begin a new history; its fork is found by itself
   */
  @WriteOperation
  public Mono<Map<String, Object>> resend(
      @Nullable Long position, @Nullable Boolean newIncarnation) {
    boolean begins = Boolean.TRUE.equals(newIncarnation);
    if (begins == (position != null)) {
      throw new InvalidEndpointRequestException(
          "position: "
              + position
              + ", newIncarnation: "
              + newIncarnation
              + " (expected: either a position or newIncarnation true)",
          "expected: either a position or newIncarnation true");
    }
    return position == null
        ? relay.incarnations().begin().flatMap(this::withOrphans)
        : relay.rewind(position).then(Mono.defer(this::state));
  }

  private Mono<Map<String, Object>> withOrphans(long orphans) {
    return state().doOnNext(state -> state.put("orphans", orphans));
  }
}
