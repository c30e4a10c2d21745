package florin.providersync.plaid;

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
 * The guards of all endpoints, each endpoint on its own: what ails one does not stop the others.
 */
@Component
final class Guards {

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
  private final ItemLimiters items = new ItemLimiters();
  private final Map<Endpoint, Guard> guards = new EnumMap<>(Endpoint.class);

  Guards(PlaidProperties properties, MeterRegistry meters) {
    this.properties = properties;
    this.limits = properties.limits();
    for (Endpoint endpoint : Endpoint.values()) {
      guards.put(endpoint, guard(endpoint));
    }
    TaggedRateLimiterMetrics.ofRateLimiterRegistry(turns).bindTo(meters);
    TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
    TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(times).bindTo(meters);
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
  }

  <T> Mono<T> around(Endpoint endpoint, Optional<AccessToken> token, Mono<T> call) {
    Guard guard = guards.get(endpoint);
    if (guard == null) {
      throw new IllegalStateException("endpoint: " + endpoint);
    }
    return guard.around(call, token, items);
  }

  /** How the circuits stand, by endpoint. */
  Map<String, CircuitBreaker.State> circuits() {
    Map<String, CircuitBreaker.State> states = new TreeMap<>();
    guards.forEach((endpoint, guard) -> states.put(endpoint.label(), guard.circuit().state()));
    return states;
  }

  private Guard guard(Endpoint endpoint) {
    PlaidLimits.Quota quota = limits.of(endpoint);
    return new Guard(
        endpoint,
        times.timeLimiter(endpoint.label(), time(endpoint)),
        circuit(endpoint),
        bulkheads.bulkhead(endpoint.label(), atOnce()),
        quota.client() == 0
            ? Optional.empty()
            : Optional.of(turns.rateLimiter(endpoint.label(), sliced(quota.client()))),
        quota.item() == 0 ? Optional.empty() : Optional.of(whole(quota.item())),
        retry(endpoint));
  }

  private TimeLimiterConfig time(Endpoint endpoint) {
    return TimeLimiterConfig.custom().timeoutDuration(patience(endpoint)).build();
  }

  /**
   * The first answer about investments may take Plaid two minutes (Plaid documentation, {@code
   * /investments/transactions/get}).
   */
  private Duration patience(Endpoint endpoint) {
    return switch (endpoint) {
      case REFRESH, HOLDINGS, INVESTMENTS, LIABILITIES -> properties.slowTimeout();
      case LINK_TOKEN,
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

  private Circuit circuit(Endpoint endpoint) {
    PlaidLimits.Outage outage = limits.outage();
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(outage.calls())
            .minimumNumberOfCalls(Math.max(1, outage.calls() / 2))
            .failureRateThreshold(outage.percent())
            .slowCallDurationThreshold(Duration.ofDays(1)) // slow is what the time limit says
            .waitDurationInOpenState(outage.pause())
            .permittedNumberOfCallsInHalfOpenState(2)
            .maxWaitDurationInHalfOpenState(properties.slowTimeout())
            .recordException(Guards::plaidsFault)
            .writableStackTraceEnabled(false)
            .build();
    return new Circuit(endpoint, circuits.circuitBreaker(endpoint.label(), config), outage.pause());
  }

  /** Plaid's fault, or that of the way to it; not an item's, a bank's, a limit's or a user's. */
  private static boolean plaidsFault(Throwable thrown) {
    return thrown instanceof ProviderFailure failure
        && (PlaidErrors.outage(failure) || failure.code().equals(PlaidErrors.WRONG_KEYS));
  }

  /** Full is full at once: the operator for Reactor cannot wait without blocking. */
  private BulkheadConfig atOnce() {
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
  private RateLimiterConfig whole(int aMinute) {
    return turns(aMinute, MINUTE);
  }

  /**
   * The client's turns in slices, of which no minute, wherever it begins, touches more than are
   * counted here: so Plaid's limit is never exceeded, which would hit everybody.
   */
  RateLimiterConfig sliced(int aMinute) {
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

  private Optional<Retry> retry(Endpoint endpoint) {
    if (endpoint.repetitions() == 0) {
      return Optional.empty();
    }
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(1 + endpoint.repetitions())
            .intervalFunction(
                IntervalFunction.ofExponentialRandomBackoff(limits.again(), PAUSE_FACTOR, JITTER))
            .retryOnException(
                thrown -> thrown instanceof ProviderFailure failure && PlaidErrors.hiccup(failure))
            .build();
    return Optional.of(retries.retry(endpoint.label(), config));
  }
}
