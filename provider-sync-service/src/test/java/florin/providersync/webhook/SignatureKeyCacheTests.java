package florin.providersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.providersync.plaid.WebhookKey;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class SignatureKeyCacheTests {

  private static final WebhookKey KEY = key("known", Optional.empty());

  /** Windows that do not end during a test. */
  private static final WebhookProperties ONE_WINDOW =
      new WebhookProperties(
          5,
          Duration.ofHours(1),
          Duration.ofSeconds(20),
          Duration.ofHours(1),
          Duration.ofSeconds(5),
          new WebhookProperties.Log(Duration.ofDays(7), Duration.ofMinutes(1)));

  private final AtomicLong time = new AtomicLong(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Mono<Optional<WebhookKey>>> provider =
      new HashMap<>(Map.of("known", Mono.just(Optional.of(KEY))));
  private final SignatureKeyCache keys = new SignatureKeyCache(this::ask, ONE_WINDOW, time::get);

  private static WebhookKey key(String kid, Optional<Instant> expiredAt) {
    return new WebhookKey("ES256", "P-256", kid, "x", "y", expiredAt);
  }

  private Mono<Optional<WebhookKey>> ask(String kid) {
    asked.add(kid);
    return provider.getOrDefault(kid, Mono.just(Optional.empty()));
  }

  private Optional<WebhookKey> find(String kid) {
    return keys.find(kid).block();
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  private void flood(int ids) {
    for (int i = 0; i < ids; i++) {
      assertThat(find("invented-" + time.get() + "-" + i)).isEmpty();
    }
  }

  @Nested
  class AKnownKey {
    @Test
    void isAskedForOnceAnHour() {
      for (int i = 0; i < 100; i++) {
        assertThat(find("known")).contains(KEY);
      }
      assertThat(asked).hasSize(1);
      pass(Duration.ofMinutes(61));
      find("known");
      assertThat(asked).hasSize(2);
    }

    @Test
    void isFoundToHaveExpired() {
      find("known");
      WebhookKey expired = key("known", Optional.of(Instant.EPOCH));
      provider.put("known", Mono.just(Optional.of(expired)));
      pass(Duration.ofMinutes(61));
      find("known");

      assertThat(find("known")).contains(expired);
    }

    @Test
    void isGoodWhileTheProviderCannotSay() {
      find("known");
      provider.put("known", Mono.error(new ProviderFailure(FailureType.RETRY, "HTTP_503", "away")));
      for (int hour = 0; hour < 48; hour++) {
        pass(Duration.ofMinutes(61));
        assertThat(find("known")).contains(KEY);
      }
      assertThat(asked).hasSize(49);
    }

    @Test
    void isAskedForOnceForAllWhoWait() {
      Sinks.One<Optional<WebhookKey>> answer = Sinks.one();
      provider.put("known", answer.asMono());
      var waiting = Flux.range(0, 100).flatMap(_ -> keys.find("known")).collectList().toFuture();
      answer.tryEmitValue(Optional.of(KEY));

      assertThat(waiting.join()).hasSize(100).containsOnly(Optional.of(KEY));
      assertThat(asked).hasSize(1);
    }
  }

  @Nested
  class AnUnknownId {
    @Test
    void isAskedAboutOnceAMinute() {
      find("unknown");
      find("unknown");
      assertThat(asked).hasSize(1);
      pass(Duration.ofSeconds(61));
      find("unknown");
      assertThat(asked).hasSize(2);
    }

    @Test
    void isAskedAboutAgainSoonAfterAFailure() {
      provider.put("next", Mono.error(new ProviderFailure(FailureType.RETRY, "HTTP_503", "away")));
      assertThatThrownBy(() -> find("next")).isInstanceOf(ProviderFailure.class);
      assertThatThrownBy(() -> find("next")).isInstanceOf(ProviderFailure.class);
      assertThat(asked).hasSize(1);
      provider.put("next", Mono.just(Optional.of(KEY)));
      pass(Duration.ofSeconds(6));

      assertThat(find("next")).contains(KEY);
    }
  }

  @Nested
  class AFloodOfInventedIds {
    @Test
    void isNotLetThrough() {
      flood(10_000);

      assertThat(asked).hasSize(5);
    }

    @Test
    void doesNotTouchAKeyThatIsKnown() {
      find("known");
      flood(1_000);
      assertThat(find("known")).contains(KEY);
      pass(Duration.ofMinutes(61));
      flood(1_000);
      find("known");

      assertThat(asked).filteredOn("known"::equals).hasSize(2);
    }

    /** Plaid repeats what was refused after 30 s; until then 30,000 other ids have come. */
    @Test
    void doesNotKeepTheNextKeyFromBeingLearntWhenItComesBack() {
      flood(1_000);
      provider.put("next", Mono.just(Optional.of(key("next", Optional.empty()))));
      assertThat(find("next")).isEmpty();
      for (int second = 0; second < 30; second++) {
        pass(Duration.ofSeconds(1));
        flood(1_000);
      }

      assertThat(find("next")).isPresent();
    }
  }
}
