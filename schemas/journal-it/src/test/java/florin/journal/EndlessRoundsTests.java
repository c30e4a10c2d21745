package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class EndlessRoundsTests {

  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final List<Long> failedAt = new ArrayList<>();
  private VirtualTimeScheduler time;

  @BeforeEach
  void open() {
    time = VirtualTimeScheduler.getOrSet();
  }

  @AfterEach
  void close() {
    VirtualTimeScheduler.reset();
  }

  private long now() {
    return time.now(java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  /** Fails in the rounds of a list of flags, then waits for ever. */
  private Disposable run(boolean... failing) {
    AtomicInteger round = new AtomicInteger();
    return EndlessRounds.of(
            () -> {
              int current = round.getAndIncrement();
              if (current >= failing.length) {
                return Mono.never();
              }
              return failing[current]
                  ? Mono.error(new IllegalStateException("round " + current))
                  : Mono.delay(Duration.ofMillis(1)).then();
            },
            FIRST,
            LONGEST,
            _ -> failedAt.add(now()))
        .subscribe();
  }

  @Test
  void waitLongerAfterEachFailureInARow() {
    Disposable running = run(true, true, true, true, true, true, true, true);
    time.advanceTimeBy(Duration.ofMinutes(10));
    assertThat(failedAt).hasSize(8);
    assertThat(failedAt.get(7) - failedAt.get(6)).isGreaterThan(5_000);
    running.dispose();
  }

  @Test
  void waitOnlyBrieflyAfterTheFirstFailureThatFollowsASuccess() {
    Disposable running = run(true, true, true, true, true, true, true, false, true, true);
    time.advanceTimeBy(Duration.ofMinutes(10));
    assertThat(failedAt).hasSize(9);
    assertThat(failedAt.get(8) - failedAt.get(7)).isLessThan(1_000);
    running.dispose();
  }

  @Test
  void goOnWithoutAPauseAfterASuccess() {
    Disposable running = run(false, false, false, true);
    time.advanceTimeBy(Duration.ofMillis(10));
    assertThat(failedAt).hasSize(1);
    running.dispose();
  }
}
