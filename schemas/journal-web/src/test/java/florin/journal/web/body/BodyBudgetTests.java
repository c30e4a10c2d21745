package florin.journal.web.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BodyBudgetTests {

  private final BodyBudget budget = new BodyBudget(100);

  @Test
  void givesOneUserHalfOfItAndAllTogetherTheWhole() {
    assertThat(budget.tryTake("ann", 50)).isTrue();
    assertThat(budget.tryTake("ann", 1)).isFalse();
    assertThat(budget.tryTake("bob", 40)).isTrue();
    assertThat(budget.tryTake("cid", 11)).isFalse();
    assertThat(budget.tryTake("cid", 10)).isTrue();
    assertThat(budget.total()).isEqualTo(100);
  }

  @Test
  void forgetsUsersWithoutBodies() {
    assertThat(budget.tryTake("ann", 30)).isTrue();
    assertThat(budget.tryTake("ann", 20)).isTrue();
    budget.giveBack("ann", 30);
    assertThat(budget.users()).isEqualTo(1);
    budget.giveBack("ann", 20);
    assertThat(budget.users()).isZero();
    assertThat(budget.total()).isZero();
  }

  @Test
  void isNeverExceededByRequestsAtTheSameTime() {
    AtomicLong inProgress = new AtomicLong();
    List<Long> seen = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 8)
              .mapToObj(
                  user -> CompletableFuture.runAsync(() -> use(user, inProgress, seen), threads))
              .toList();
      all.forEach(CompletableFuture::join);
    }
    assertThat(seen).isNotEmpty().allMatch(bytes -> bytes <= 100);
    assertThat(budget.total()).isZero();
  }

  private void use(int user, AtomicLong inProgress, List<Long> seen) {
    for (int i = 0; i < 2_000; i++) {
      long bytes = 1 + (i * 7L + user) % 40;
      if (budget.tryTake("user " + user % 4, bytes)) {
        long now = inProgress.addAndGet(bytes);
        synchronized (seen) {
          seen.add(now);
        }
        inProgress.addAndGet(-bytes);
        budget.giveBack("user " + user % 4, bytes);
      }
    }
  }
}
