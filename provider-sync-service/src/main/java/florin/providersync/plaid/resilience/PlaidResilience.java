package florin.providersync.plaid.resilience;

import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The resilience of all endpoints, separate for each: the failure of one does not stop the others.
 */
@Component
public final class PlaidResilience {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int PAUSE_FACTOR = 2;
  private static final double JITTER = 0.5;

  private final PlaidProperties properties;
  private final PlaidLimits limits;
  private final RateLimiterRegistry turns = RateLimiterRegistry.ofDefaults();
  private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
  private final CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();
  private final TimeLimiterRegistry times = TimeLimiterRegistry.ofDefaults();
  private final RetryRegistry retries = RetryRegistry.ofDefaults();
  private final ItemRateLimiters items = new ItemRateLimiters();
  private final Map<PlaidEndpoint, EndpointResilience> guards = new EnumMap<>(PlaidEndpoint.class);

  public PlaidResilience(PlaidProperties properties, MeterRegistry meters) {
    this.properties = properties;
    this.limits = properties.limits();
    for (PlaidEndpoint plaidEndpoint : PlaidEndpoint.values()) {
      guards.put(plaidEndpoint, resilienceOf(plaidEndpoint));
    }
    TaggedRateLimiterMetrics.ofRateLimiterRegistry(turns).bindTo(meters);
    TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
    TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(times).bindTo(meters);
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
  }

  public <T> Mono<T> protect(
      PlaidEndpoint plaidEndpoint, Optional<AccessToken> token, Mono<T> call) {
    EndpointResilience endpointResilience = guards.get(plaidEndpoint);
    if (endpointResilience == null) {
      throw new IllegalStateException("endpoint: " + plaidEndpoint);
    }
    return endpointResilience.protect(call, token, items);
  }

  /** The states of the circuits, by endpoint. */
  Map<String, CircuitBreaker.State> circuits() {
    Map<String, CircuitBreaker.State> states = new TreeMap<>();
    guards.forEach(
        (plaidEndpoint, endpointResilience) ->
            states.put(plaidEndpoint.metricLabel(), endpointResilience.circuit().state()));
    return states;
  }

  private EndpointResilience resilienceOf(PlaidEndpoint plaidEndpoint) {
    PlaidLimits.Quota quota = limits.of(plaidEndpoint);
    return new EndpointResilience(
        plaidEndpoint,
        times.timeLimiter(plaidEndpoint.metricLabel(), timeLimiter(plaidEndpoint)),
        circuit(plaidEndpoint),
        bulkheads.bulkhead(plaidEndpoint.metricLabel(), bulkhead()),
        quota.client() == 0
            ? Optional.empty()
            : Optional.of(
                turns.rateLimiter(plaidEndpoint.metricLabel(), clientRate(quota.client()))),
        quota.item() == 0 ? Optional.empty() : Optional.of(itemRate(quota.item())),
        retry(plaidEndpoint));
  }

  private TimeLimiterConfig timeLimiter(PlaidEndpoint plaidEndpoint) {
    return TimeLimiterConfig.custom().timeoutDuration(timeout(plaidEndpoint)).build();
  }

  /**
   * The first answer about investments may take Plaid two minutes (Plaid documentation, {@code
   * /investments/transactions/get}).
   */
  private Duration timeout(PlaidEndpoint plaidEndpoint) {
    return switch (plaidEndpoint) {
      case REFRESH, HOLDINGS, INVESTMENTS, LIABILITIES -> properties.slowTimeout();
      case LINK_TOKEN,
          LINK_SESSION,
          EXCHANGE,
          INVALIDATE,
          ITEM,
          REMOVE,
          ACCOUNTS,
          TRANSACTIONS,
          RECURRING,
          INSTITUTION,
          WEBHOOK_KEY ->
          properties.timeout();
    };
  }

  private EndpointCircuit circuit(PlaidEndpoint plaidEndpoint) {
    PlaidLimits.Outage outage = limits.outage();
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(outage.calls())
            .minimumNumberOfCalls(Math.max(1, outage.calls() / 2))
            .failureRateThreshold(outage.percent())
            .slowCallDurationThreshold(
                Duration.ofDays(1)) // the time limit defines which calls are slow
            .waitDurationInOpenState(outage.pause())
            .permittedNumberOfCallsInHalfOpenState(2)
            .maxWaitDurationInHalfOpenState(properties.slowTimeout())
            .recordException(PlaidResilience::isProviderFault)
            .writableStackTraceEnabled(false)
            .build();
    return new EndpointCircuit(
        plaidEndpoint,
        circuits.circuitBreaker(plaidEndpoint.metricLabel(), config),
        outage.pause());
  }

  /** Plaid's fault, or that of the way to it; not an item's, a bank's, a limit's or a user's. */
  private static boolean isProviderFault(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && (PlaidErrors.isOutage(failure) || failure.code().equals(PlaidErrors.WRONG_KEYS));
  }

  /** Full is full at once: the operator for Reactor cannot wait without blocking. */
  private BulkheadConfig bulkhead() {
    return BulkheadConfig.custom()
        .maxConcurrentCalls(limits.atOnce())
        .maxWaitDuration(Duration.ZERO)
        .writableStackTraceEnabled(false)
        .build();
  }

  /**
   * An item's turns of a minute at once: a reading is not slowed down, and should Plaid's minute
   * begin elsewhere its own refusal costs one item one pause.
   */
  private RateLimiterConfig itemRate(int aMinute) {
    return turns(aMinute, MINUTE);
  }

  /**
   * The client's turns in slices, of which no minute, wherever it begins, touches more than are
   * counted here: so Plaid's limit, which all users share, is never exceeded.
   */
  public RateLimiterConfig clientRate(int aMinute) {
    int slices = aMinute >= 600 ? 60 : aMinute >= 60 ? 12 : 1;
    return turns(Math.max(1, aMinute / (slices + 1)), MINUTE.dividedBy(slices));
  }

  private RateLimiterConfig turns(int permits, Duration period) {
    return RateLimiterConfig.custom()
        .limitForPeriod(permits)
        .limitRefreshPeriod(period)
        .timeoutDuration(limits.patience())
        .writableStackTraceEnabled(false)
        .build();
  }

  private Optional<Retry> retry(PlaidEndpoint plaidEndpoint) {
    if (plaidEndpoint.repetitions() == 0) {
      return Optional.empty();
    }
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(1 + plaidEndpoint.repetitions())
            .intervalFunction(
                IntervalFunction.ofExponentialRandomBackoff(limits.again(), PAUSE_FACTOR, JITTER))
            .retryOnException(
                thrown ->
                    thrown instanceof ProviderFailure failure && PlaidErrors.isRetryable(failure))
            .build();
    return Optional.of(retries.retry(plaidEndpoint.metricLabel(), config));
  }
}
