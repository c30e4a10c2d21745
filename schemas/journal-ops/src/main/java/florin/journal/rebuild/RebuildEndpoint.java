package florin.journal.rebuild;

import florin.journal.stream.Rejection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import reactor.core.publisher.Mono;

/** Rebuilds for the operator: {@code GET} shows the state, {@code POST} begins one. */
@Endpoint(id = "rebuild")
public final class RebuildEndpoint {

  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;

  private final Rebuild rebuild;

  public RebuildEndpoint(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  @ReadOperation
  public Mono<RebuildState> state() {
    return rebuild.state();
  }

  /**
   * Answers 202 with the state, or 409 with the state of the one that runs.
   *
   * @param acceptDifferences whether to use new views that differ from the ones in use
   */
  @WriteOperation
  public Mono<WebEndpointResponse<RebuildState>> begin(@Nullable Boolean acceptDifferences) {
    return rebuild
        .begin(Boolean.TRUE.equals(acceptDifferences))
        .map(state -> new WebEndpointResponse<>(state, ACCEPTED))
        .onErrorResume(
            Rejection.class,
            _ -> rebuild.state().map(state -> new WebEndpointResponse<>(state, CONFLICT)));
  }
}
