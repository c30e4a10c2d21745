package florin.providersync.webhook;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import florin.providersync.plaid.WebhookKey;
import florin.providersync.provider.ProviderFailure;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keys by id. The ids come from unverified requests, so all requests that wait for one key share
 * one call, its result is cached (an unknown id for a minute), and few ids are looked up in a
 * minute; above that an unknown id is refused.
 *
 * <p>A flood of invented ids uses up all look-ups of new ids, also that of the provider's next key.
 * But the provider repeats its webhook with the same key, and a flood uses another id each time, so
 * repeated ids have look-ups of their own: a rotation is found at the first repetition. A key that
 * was found is refreshed outside of both limits.
 */
final class SignatureKeyCache {

  private static final Duration REFUSED = Duration.ofMinutes(1);
  private static final Duration FAILED = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration REMEMBERED = Duration.ofMinutes(15);
  private static final int MOST_KEYS = 1_000;
  private static final int MOST_SEEN = 100_000;

  private final Function<String, Mono<Optional<WebhookKey>>> provider;
  private final AsyncLoadingCache<String, KeyLookup> answers;
  private final Cache<String, Long> seen;
  private final RateLimiter first;
  private final RateLimiter again;
  private final Ticker ticker;
  private final Duration returning;

  /** The provider's answer for an id. */
  private sealed interface KeyLookup {
    record KnownKey(WebhookKey key) implements KeyLookup {}

    record UnknownKey() implements KeyLookup {}

    record LookupFailed(ProviderFailure failure) implements KeyLookup {}
  }

  SignatureKeyCache(
      Function<String, Mono<Optional<WebhookKey>>> provider,
      WebhookProperties properties,
      Ticker ticker) {
    this.provider = provider;
    this.ticker = ticker;
    this.returning = properties.returning();
    this.first = lookupLimiter("new webhook keys", properties);
    this.again = lookupLimiter("returning webhook keys", properties);
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(MOST_SEEN)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker)
            .build();
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfter(Expiry.<String, KeyLookup>writing((_, keyLookup) -> timeToLive(keyLookup)))
            .refreshAfterWrite(properties.kept())
            .ticker(ticker)
            .buildAsync(new KeyLookups());
  }

  private static RateLimiter lookupLimiter(String name, WebhookProperties properties) {
    return RateLimiter.of(
        name,
        RateLimiterConfig.custom()
            .limitForPeriod(properties.questions())
            .limitRefreshPeriod(properties.window())
            .timeoutDuration(Duration.ZERO)
            .build());
  }

  private static Duration timeToLive(KeyLookup keyLookup) {
    return switch (keyLookup) {
      case KeyLookup.KnownKey _ -> LONGEST;
      case KeyLookup.UnknownKey _ -> REFUSED;
      case KeyLookup.LookupFailed _ -> FAILED;
    };
  }

  /**
   * The key, empty if there is none of this id.
   *
   * @throws ProviderFailure if the provider does not answer
   */
  Mono<Optional<WebhookKey>> find(String kid) {
    return Mono.defer(
        () -> {
          CompletableFuture<KeyLookup> answer = answer(kid);
          return answer == null
              ? Mono.just(Optional.empty())
              : Mono.fromFuture(answer, true).flatMap(SignatureKeyCache::keyOrFailure);
        });
  }

  private static Mono<Optional<WebhookKey>> keyOrFailure(KeyLookup keyLookup) {
    return switch (keyLookup) {
      case KeyLookup.KnownKey(WebhookKey key) -> Mono.just(Optional.of(key));
      case KeyLookup.UnknownKey() -> Mono.just(Optional.empty());
      case KeyLookup.LookupFailed(ProviderFailure failure) -> Mono.error(failure);
    };
  }

  private @Nullable CompletableFuture<KeyLookup> answer(String kid) {
    CompletableFuture<KeyLookup> known = answers.getIfPresent(kid);
    return known != null
        ? known
        : answers.asMap().computeIfAbsent(kid, id -> permitsLookup(id) ? lookUp(id) : null);
  }

  private CompletableFuture<KeyLookup> lookUp(String kid) {
    return provider
        .apply(kid)
        .<KeyLookup>map(
            key ->
                key.<KeyLookup>map(KeyLookup.KnownKey::new)
                    .orElseGet(() -> new KeyLookup.UnknownKey()))
        .onErrorResume(
            ProviderFailure.class, failure -> Mono.just(new KeyLookup.LookupFailed(failure)))
        .toFuture();
  }

  /** Neither limiter waits. */
  private boolean permitsLookup(String kid) {
    long now = ticker.read();
    long before = seen.get(kid, _ -> now);
    boolean back = now - before >= returning.toNanos();
    return (back && again.reservePermission() >= 0) || first.reservePermission() >= 0;
  }

  private final class KeyLookups implements AsyncCacheLoader<String, KeyLookup> {
    @Override
    public CompletableFuture<KeyLookup> asyncLoad(String kid, Executor executor) {
      return lookUp(kid);
    }

    /** A cached key stays valid while the provider does not answer. */
    @Override
    public CompletableFuture<KeyLookup> asyncReload(String kid, KeyLookup old, Executor executor) {
      return lookUp(kid).thenApply(fresh -> fresh instanceof KeyLookup.LookupFailed ? old : fresh);
    }
  }
}
