package florin.providersync.plaid.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.plaid.FakePlaidServer;
import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The order of what stands around a call. */
class EndpointResilienceTests {

  private static final Duration TURN = Duration.ofMillis(400);
  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final Duration PATIENT = Duration.ofMinutes(1);
  private static final Optional<AccessToken> TOKEN = Optional.of(AccessToken.of("token"));

  private final ItemRateLimiters items = new ItemRateLimiters();
  private final AtomicInteger calls = new AtomicInteger();
  private final RateLimiter client = RateLimiter.of("client", turns(100, PATIENT));
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "circuit",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(1)
              .minimumNumberOfCalls(1)
              .waitDurationInOpenState(Duration.ofHours(1))
              .build());

  private static RateLimiterConfig turns(int permits, Duration patience) {
    return RateLimiterConfig.custom()
        .limitForPeriod(permits)
        .limitRefreshPeriod(TURN)
        .timeoutDuration(patience)
        .build();
  }

  private EndpointResilience guard(RateLimiter client, RateLimiterConfig item, int attempts) {
    return new EndpointResilience(
        PlaidEndpoint.ITEM,
        TimeLimiter.of(LIMIT),
        new EndpointCircuit(PlaidEndpoint.ITEM, breaker, Duration.ofHours(1)),
        Bulkhead.of(
            "one",
            BulkheadConfig.custom().maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build()),
        Optional.of(client),
        Optional.of(item),
        Optional.of(
            Retry.of(
                "again",
                RetryConfig.custom()
                    .maxAttempts(attempts)
                    .waitDuration(Duration.ofMillis(1))
                    .retryOnException(
                        thrown ->
                            thrown instanceof ProviderFailure failure
                                && failure.code().equals("HTTP_500"))
                    .build())));
  }

  private Mono<String> call() {
    return Mono.fromSupplier(() -> "answer " + calls.incrementAndGet());
  }

  private Mono<String> failing() {
    return call().map(_ -> fail());
  }

  private static String fail() {
    throw new ProviderFailure(FailureType.RETRY, "HTTP_500", "away");
  }

  @Nested
  class AWaitForATurn {
    @Test
    void countsNeitherAgainstTheTimeLimitNorTheBulkhead() {
      EndpointResilience endpointResilience = guard(client, turns(1, PATIENT), 1);

      assertThat(
              Flux.range(0, 4)
                  .flatMap(_ -> endpointResilience.protect(call(), TOKEN, items))
                  .collectList()
                  .block(PATIENT))
          .hasSize(4);
    }

    @Test
    void endsWithNoCallIfTheCircuitOpensMeanwhile() {
      breaker.transitionToClosedState();
      EndpointResilience endpointResilience = guard(client, turns(1, PATIENT), 1);

      var codes =
          Flux.range(0, 3)
              .flatMap(_ -> endpointResilience.protect(failing(), TOKEN, items).materialize())
              .mapNotNull(signal -> ((ProviderFailure) signal.getThrowable()).code())
              .collectList()
              .block(PATIENT);

      assertThat(codes).containsExactly("HTTP_500", "CIRCUIT_OPEN", "CIRCUIT_OPEN");
      assertThat(calls).hasValue(1);
    }

    @Test
    void isRefusedWhenItWouldBeTooLong() {
      EndpointResilience endpointResilience = guard(client, turns(1, Duration.ZERO), 1);
      endpointResilience.protect(call(), TOKEN, items).block(PATIENT);

      ProviderFailure refused =
          FakePlaidServer.failure(endpointResilience.protect(call(), TOKEN, items));

      assertThat(refused.kind()).isEqualTo(FailureType.RATE_LIMITED);
      assertThat(refused.code()).isEqualTo("OUR_LIMIT");
      assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void ofAnItemSpendsNoTurnOfTheOthers() {
      RateLimiter shared =
          RateLimiter.of(
              "shared",
              RateLimiterConfig.custom()
                  .limitForPeriod(100)
                  .limitRefreshPeriod(Duration.ofHours(1))
                  .timeoutDuration(Duration.ZERO)
                  .build());
      EndpointResilience endpointResilience = guard(shared, turns(1, Duration.ZERO), 1);
      for (int i = 0; i < 20; i++) {
        endpointResilience.protect(call(), TOKEN, items).onErrorComplete().block(PATIENT);
      }

      assertThat(shared.getMetrics().getAvailablePermissions()).isEqualTo(100 - calls.get());
    }
  }

  @Nested
  class ARepetition {
    @Test
    void waitsForATurnOfItsOwn() {
      RateLimiter hourly =
          RateLimiter.of(
              "hourly",
              RateLimiterConfig.custom()
                  .limitForPeriod(2)
                  .limitRefreshPeriod(Duration.ofHours(1))
                  .timeoutDuration(Duration.ZERO)
                  .build());
      breaker.transitionToDisabledState();
      EndpointResilience endpointResilience = guard(hourly, turns(100, PATIENT), 5);

      assertThat(
              FakePlaidServer.failure(endpointResilience.protect(failing(), TOKEN, items)).code())
          .isEqualTo("OUR_LIMIT");
      assertThat(calls).hasValue(2);
    }

    @Test
    void hasATimeLimitOfItsOwn() {
      breaker.transitionToDisabledState();
      EndpointResilience endpointResilience = guard(client, turns(100, PATIENT), 5);
      Mono<String> slow =
          Mono.delay(LIMIT.multipliedBy(2).dividedBy(3))
              .map(_ -> calls.incrementAndGet() < 4 ? fail() : "answer");

      assertThat(endpointResilience.protect(slow, TOKEN, items).block(PATIENT)).isEqualTo("answer");
    }
  }

  @Nested
  class TheTurnsOfItems {
    @Test
    void areForgottenWhenThereAreTooMany() {
      RateLimiterConfig config = turns(1, PATIENT);
      for (int i = 0; i < 120_000; i++) {
        items.of(PlaidEndpoint.ITEM, AccessToken.of("access-sandbox-" + i), config);
      }

      assertThat(items.size()).isLessThanOrEqualTo(50_000);
    }

    @Test
    void areKeptUnderAHash() {
      items.of(PlaidEndpoint.ITEM, AccessToken.of("access-sandbox-4711"), turns(1, PATIENT));

      assertThat(items.toString()).contains("ITEM").doesNotContain("4711");
    }
  }
}
