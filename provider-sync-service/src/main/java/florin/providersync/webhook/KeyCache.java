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
 * Keys by id. Strangers choose the ids, so all who wait for one wait for one question, its answer
 * is kept (a "no" for a minute), and few ids are asked about in a minute; over that an unknown id
 * is simply unknown.
 *
 * <p>A flood of invented ids takes every question about new ids, also that about the provider's
 * next key. But the provider comes again with its key and a flood comes with another id each time,
 * so ids that come back have questions of their own: a rotation is learnt at the first repetition.
 * A key that was found is asked for again without either.
 */
final class KeyCache {

  private static final Duration REFUSED = Duration.ofMinutes(1);
  private static final Duration FAILED = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration REMEMBERED = Duration.ofMinutes(15);
  private static final int MOST_KEYS = 1_000;
  private static final int MOST_SEEN = 100_000;

  private final Function<String, Mono<Optional<WebhookKey>>> provider;
  private final AsyncLoadingCache<String, Answer> answers;
  private final Cache<String, Long> seen;
  private final RateLimiter first;
  private final RateLimiter again;
  private final Ticker ticker;
  private final Duration returning;

  /** What the provider said of an id. */
  private sealed interface Answer {
    record Known(WebhookKey key) implements Answer {}

    record Unknown() implements Answer {}

    record Failed(ProviderFailure failure) implements Answer {}
  }

  KeyCache(
      Function<String, Mono<Optional<WebhookKey>>> provider,
      WebhookProperties properties,
      Ticker ticker) {
    this.provider = provider;
    this.ticker = ticker;
    this.returning = properties.returning();
    this.first = questions("new webhook keys", properties);
    this.again = questions("returning webhook keys", properties);
    this.seen =
        Caffeine.newBuilder()
            .maximumSize(MOST_SEEN)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker)
            .build();
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfter(Expiry.<String, Answer>writing((_, answer) -> life(answer)))
            .refreshAfterWrite(properties.kept())
            .ticker(ticker)
            .buildAsync(new Questions());
  }

  private static RateLimiter questions(String name, WebhookProperties properties) {
    return RateLimiter.of(
        name,
        RateLimiterConfig.custom()
            .limitForPeriod(properties.questions())
            .limitRefreshPeriod(properties.window())
            .timeoutDuration(Duration.ZERO)
            .build());
  }

  private static Duration life(Answer answer) {
    return switch (answer) {
      case Answer.Known _ -> LONGEST;
      case Answer.Unknown _ -> REFUSED;
      case Answer.Failed _ -> FAILED;
    };
  }

  /**
   * The key, empty if there is none of this id.
   *
   * @throws ProviderFailure if the provider cannot say
   */
  Mono<Optional<WebhookKey>> find(String kid) {
    return Mono.defer(
        () -> {
          CompletableFuture<Answer> answer = answer(kid);
          return answer == null
              ? Mono.just(Optional.empty())
              : Mono.fromFuture(answer, true).flatMap(KeyCache::told);
        });
  }

  private static Mono<Optional<WebhookKey>> told(Answer answer) {
    return switch (answer) {
      case Answer.Known(WebhookKey key) -> Mono.just(Optional.of(key));
      case Answer.Unknown() -> Mono.just(Optional.empty());
      case Answer.Failed(ProviderFailure failure) -> Mono.error(failure);
    };
  }

  private @Nullable CompletableFuture<Answer> answer(String kid) {
    CompletableFuture<Answer> known = answers.getIfPresent(kid);
    return known != null
        ? known
        : answers.asMap().computeIfAbsent(kid, id -> mayAsk(id) ? ask(id) : null);
  }

  private CompletableFuture<Answer> ask(String kid) {
    return provider
        .apply(kid)
        .<Answer>map(
            key -> key.<Answer>map(Answer.Known::new).orElseGet(() -> new Answer.Unknown()))
        .onErrorResume(ProviderFailure.class, failure -> Mono.just(new Answer.Failed(failure)))
        .toFuture();
  }

  /** Neither limiter waits. */
  private boolean mayAsk(String kid) {
    long now = ticker.read();
    long before = seen.get(kid, _ -> now);
    boolean back = now - before >= returning.toNanos();
    return (back && again.reservePermission() >= 0) || first.reservePermission() >= 0;
  }

  private final class Questions implements AsyncCacheLoader<String, Answer> {
    @Override
    public CompletableFuture<Answer> asyncLoad(String kid, Executor executor) {
      return ask(kid);
    }

    /** A provider that cannot say does not make a good key a bad one. */
    @Override
    public CompletableFuture<Answer> asyncReload(String kid, Answer old, Executor executor) {
      return ask(kid).thenApply(fresh -> fresh instanceof Answer.Failed ? old : fresh);
    }
  }
}
