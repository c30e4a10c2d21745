package florin.providersync.plaid.resilience;

import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether an endpoint is called at all; a change is logged in one line. */
public final class EndpointCircuit {

  private static final Logger log = LoggerFactory.getLogger(EndpointCircuit.class);

  private final PlaidEndpoint plaidEndpoint;
  private final CircuitBreaker breaker;
  private final Duration pause;
  private volatile String lastFailure = "";

  EndpointCircuit(PlaidEndpoint plaidEndpoint, CircuitBreaker breaker, Duration pause) {
    this.plaidEndpoint = plaidEndpoint;
    this.breaker = breaker;
    this.pause = pause;
    breaker
        .getEventPublisher()
        .onError(event -> recordFailure(event.getThrowable()))
        .onStateTransition(
            event ->
                logTransition(
                    event.getStateTransition().getFromState(),
                    event.getStateTransition().getToState()));
  }

  CircuitBreaker breaker() {
    return breaker;
  }

  State state() {
    return breaker.getState();
  }

  /**
   * The failure of a call while the circuit is open: of the party at fault for the failure that
   * opened it.
   */
  ProviderFailure rejection() {
    boolean keys = lastFailure.equals(PlaidErrors.WRONG_KEYS);
    return new ProviderFailure(
        keys ? FailureType.OPERATOR : FailureType.RETRY,
        "CIRCUIT_OPEN",
        plaidEndpoint.path() + " is left alone after " + lastFailure,
        Optional.of(pause));
  }

  private void recordFailure(Throwable thrown) {
    if (thrown instanceof ProviderFailure failure) {
      lastFailure = failure.code();
    }
  }

  /** Trying once in a while and failing again is no news. */
  private void logTransition(State from, State to) {
    if (from == State.CLOSED && to == State.OPEN) {
      log.error(
          "Plaid's {} is left alone until it works again: the last failure was {}{}",
          plaidEndpoint.path(),
          lastFailure,
          lastFailure.equals(PlaidErrors.WRONG_KEYS)
              ? " (see florin.plaid.client-id and florin.plaid.secret)"
              : "");
    } else if (to == State.CLOSED) {
      log.info("Plaid's {} works again", plaidEndpoint.path());
    }
  }
}
