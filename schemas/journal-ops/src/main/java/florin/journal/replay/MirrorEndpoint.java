package florin.journal.replay;

import florin.journal.stream.Rejection;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import reactor.core.publisher.Mono;

/** Replays for the operator: {@code GET} shows their states, {@code POST} begins one. */
@Endpoint(id = "mirror")
public final class MirrorEndpoint {

  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;

  private final MirrorReplay replay;

  public MirrorEndpoint(MirrorReplay replay) {
    this.replay = replay;
  }

  @ReadOperation
  public Mono<List<MirrorState>> state() {
    return replay.state();
  }

  /**
   * @param topic whose mirror is filled again, such as {@code transactions.events}
   */
  @WriteOperation
  public Mono<WebEndpointResponse<Object>> begin(String topic) {
    return replay
        .begin(topic)
        .map(state -> new WebEndpointResponse<Object>(state, ACCEPTED))
        .onErrorResume(
            Rejection.class,
            refused ->
                Mono.just(
                    new WebEndpointResponse<>(
                        Map.of("code", refused.code(), "detail", refused.detail()), CONFLICT)));
  }
}
