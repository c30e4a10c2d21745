package florin.providersync.plaid;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an endpoint is called at all, told to the operator in one line when that changes. */
final class Circuit {

  private static final Logger log = LoggerFactory.getLogger(Circuit.class);

  private final Endpoint endpoint;
  private final CircuitBreaker breaker;
  private final Duration pause;
  private volatile String lastFailure = "";

  Circuit(Endpoint endpoint, CircuitBreaker breaker, Duration pause) {
    this.endpoint = endpoint;
    this.breaker = breaker;
    this.pause = pause;
    breaker
        .getEventPublisher()
        .onError(event -> failed(event.getThrowable()))
        .onStateTransition(
            event ->
                changed(
                    event.getStateTransition().getFromState(),
                    event.getStateTransition().getToState()));
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  State state() {
    return breaker.getState();
  }

  /** Whose fault it is that nothing is asked stays whose fault it was. */
  ProviderFailure refusal() {
    boolean keys = lastFailure.equals(PlaidErrors.WRONG_KEYS);
    return new ProviderFailure(
        keys ? Kind.OPERATOR : Kind.RETRY,
        "CIRCUIT_OPEN",
        endpoint.path() + " is left alone after " + lastFailure,
        Optional.of(pause));
  }

  private void failed(Throwable thrown) {
    if (thrown instanceof ProviderFailure failure) {
      lastFailure = failure.code();
    }
  }

  /** Trying once in a while and failing again is no news. */
  private void changed(State from, State to) {
    if (from == State.CLOSED && to == State.OPEN) {
      log.error(
          "Plaid's {} is left alone until it works again: the last failure was {}{}",
          endpoint.path(),
          lastFailure,
          lastFailure.equals(PlaidErrors.WRONG_KEYS)
              ? " (see florin.plaid.client-id and florin.plaid.secret)"
              : "");
    } else if (to == State.CLOSED) {
      log.info("Plaid's {} works again", endpoint.path());
    }
  }
}
