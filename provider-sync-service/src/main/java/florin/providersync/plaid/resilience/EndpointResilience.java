package florin.providersync.plaid.resilience;

import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.github.resilience4j.reactor.ratelimiter.operator.RateLimiterOperator;
import io.github.resilience4j.reactor.retry.RetryOperator;
import io.github.resilience4j.reactor.timelimiter.TimeLimiterOperator;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * The resilience of the calls of one endpoint, in one order for all. From the wire outwards:
 *
 * <ol>
 *   <li>the time limit of one attempt, so that no waiting counts against Plaid;
 *   <li>the circuit breaker, which measures only Plaid, and is asked late: a call that has queued
 *       for a minute is not let through to a Plaid that failed meanwhile;
 *   <li>the bulkhead, which counts calls in progress and not calls that wait;
 *   <li>the client's rate limit, after the item's, so that a waiting item uses none of the client's
 *       limit;
 *   <li>the item's rate limit;
 *   <li>the retry, outermost: every attempt passes all of the above again.
 * </ol>
 */
record EndpointResilience(
    PlaidEndpoint endpoint,
    TimeLimiter time,
    EndpointCircuit circuit,
    Bulkhead bulkhead,
    Optional<RateLimiter> client,
    Optional<RateLimiterConfig> item,
    Optional<Retry> retry) {

  <T> Mono<T> protect(Mono<T> call, Optional<AccessToken> token, ItemRateLimiters items) {
    Mono<T> limited =
        call.transformDeferred(TimeLimiterOperator.of(time))
            .onErrorMap(thrown -> PlaidErrors.translate(thrown, endpoint.path()))
            .transformDeferred(CircuitBreakerOperator.of(circuit.breaker()))
            .transformDeferred(BulkheadOperator.of(bulkhead));
    Mono<T> queued =
        waitForPermission(waitForPermission(limited, client), itemRateLimiter(token, items));
    Mono<T> attempt = queued.onErrorMap(this::toProviderFailure);
    return retry
        .map(again -> attempt.transformDeferred(RetryOperator.<T>of(again)))
        .orElse(attempt);
  }

  private Optional<RateLimiter> itemRateLimiter(
      Optional<AccessToken> token, ItemRateLimiters items) {
    return item.flatMap(config -> token.map(owner -> items.of(endpoint, owner, config)));
  }

  private static <T> Mono<T> waitForPermission(Mono<T> call, Optional<RateLimiter> turns) {
    return turns.map(turn -> call.transformDeferred(RateLimiterOperator.<T>of(turn))).orElse(call);
  }

  /** A refusal by the resilience, as a failure of Plaid: callers handle both alike. */
  private Throwable toProviderFailure(Throwable thrown) {
    return switch (thrown) {
      case RequestNotPermitted _ ->
          new ProviderFailure(
              FailureType.RATE_LIMITED, "OUR_LIMIT", endpoint.path() + ": too long a queue");
      case BulkheadFullException _ ->
          new ProviderFailure(
              FailureType.RETRY, "BUSY", endpoint.path() + ": too many calls at once");
      case CallNotPermittedException _ -> circuit.rejection();
      default -> thrown;
    };
  }
}
