package florin.providersync.webhook;

import florin.providersync.plaid.WebhookKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Keys by id. Strangers choose the ids, so a question to the provider is asked once for all who
 * wait for it, its answer is kept (a "no" for a minute), and there is a limit to how many ids are
 * asked about in a minute and kept at all; over the limit an unknown id is simply unknown.
 */
final class KeyCache {

  /** A key that expires is noticed after this long. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final Duration REFUSED = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_QUESTIONS = 20;
  private static final int MOST_KEYS = 200;

  private final Function<String, Mono<Optional<WebhookKey>>> provider;
  private final Clock clock;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private final Deque<Instant> questions = new ArrayDeque<>();

  /** An answer, or the question while it is under way. */
  private static final class Kept {
    private final Mono<Optional<WebhookKey>> answer;
    private volatile Instant until;

    private Kept(Mono<Optional<WebhookKey>> answer, Instant until) {
      this.answer = answer;
      this.until = until;
    }
  }

  KeyCache(Function<String, Mono<Optional<WebhookKey>>> provider, Clock clock) {
    this.provider = provider;
    this.clock = clock;
  }

  /** The key, empty if there is none of this id; an error of the provider's is kept by nobody. */
  Mono<Optional<WebhookKey>> find(String kid) {
    return Mono.defer(() -> question(kid));
  }

  private synchronized Mono<Optional<WebhookKey>> question(String kid) {
    Instant now = clock.instant();
    Kept known = kept.get(kid);
    if (known != null && now.isBefore(known.until)) {
      return known.answer;
    }
    if (!mayAsk(now)) {
      return Mono.just(Optional.empty());
    }
    Kept asked = ask(kid, now);
    kept.remove(kid);
    kept.put(kid, asked);
    if (kept.size() > MOST_KEYS) {
      kept.remove(kept.keySet().iterator().next());
    }
    return asked.answer;
  }

  private Kept ask(String kid, Instant now) {
    Kept[] self = new Kept[1];
    Mono<Optional<WebhookKey>> answer =
        provider
            .apply(kid)
            .doOnNext(key -> self[0].until = now.plus(key.isPresent() ? KEPT : REFUSED))
            .doOnError(_ -> forget(kid, self[0]))
            .cache();
    self[0] = new Kept(answer, now.plus(KEPT));
    return self[0];
  }

  private synchronized void forget(String kid, Kept failed) {
    kept.remove(kid, failed);
  }

  private boolean mayAsk(Instant now) {
    while (!questions.isEmpty() && questions.peekFirst().isBefore(now.minus(WINDOW))) {
      questions.removeFirst();
    }
    if (questions.size() >= MOST_QUESTIONS) {
      return false;
    }
    questions.addLast(now);
    return true;
  }
}
