package florin.providersync.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.providersync.plaid.WebhookKey;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class KeyCacheTests {

  private static final WebhookKey KEY =
      new WebhookKey("ES256", "P-256", "known", "x", "y", Optional.empty());

  /** A clock that tests move. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-06-30T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Hands clock = new Hands();
  private final List<String> asked = new ArrayList<>();
  private final KeyCache keys =
      new KeyCache(
          kid -> {
            asked.add(kid);
            return Mono.just(kid.equals("known") ? Optional.of(KEY) : Optional.empty());
          },
          clock);

  private Optional<WebhookKey> find(String kid) {
    return keys.find(kid).block();
  }

  @Test
  void asksOnceAnHourForAKnownKey() {
    for (int i = 0; i < 100; i++) {
      assertThat(find("known")).contains(KEY);
    }
    assertThat(asked).hasSize(1);
    clock.now = clock.now.plus(Duration.ofMinutes(61));
    find("known");
    assertThat(asked).hasSize(2);
  }

  @Test
  void asksOnceAMinuteForAnUnknownOne() {
    find("unknown");
    find("unknown");
    assertThat(asked).hasSize(1);
    clock.now = clock.now.plusSeconds(61);
    find("unknown");
    assertThat(asked).hasSize(2);
  }

  @Test
  void doesNotLetAFloodOfInventedIdsThrough() {
    find("known");
    for (int i = 0; i < 1_000; i++) {
      assertThat(find("invented-" + i)).isEmpty();
    }
    assertThat(asked).hasSizeLessThanOrEqualTo(20);
    assertThat(find("known")).contains(KEY);
    clock.now = clock.now.plusSeconds(61);
    find("after-the-flood");
    assertThat(asked).contains("after-the-flood");
  }

  @Test
  void asksOnceForAllWhoWait() {
    Sinks.One<Optional<WebhookKey>> answer = Sinks.one();
    KeyCache slow =
        new KeyCache(
            kid -> {
              asked.add(kid);
              return answer.asMono();
            },
            clock);
    Mono<List<Optional<WebhookKey>>> all =
        Flux.range(0, 50).flatMap(_ -> slow.find("known")).collectList();
    var waiting = all.toFuture();
    answer.tryEmitValue(Optional.of(KEY));
    assertThat(waiting.join()).hasSize(50).containsOnly(Optional.of(KEY));
    assertThat(asked).hasSize(1);
  }

  @Test
  void keepsNoFailure() {
    List<Mono<Optional<WebhookKey>>> answers =
        new ArrayList<>(
            List.of(
                Mono.error(new ProviderFailure(Kind.RETRY, "HTTP_503", "away")),
                Mono.just(Optional.of(KEY))));
    KeyCache failing = new KeyCache(_ -> answers.removeFirst(), clock);
    assertThatThrownBy(() -> failing.find("known").block()).isInstanceOf(ProviderFailure.class);
    assertThat(failing.find("known").block()).contains(KEY);
  }
}
