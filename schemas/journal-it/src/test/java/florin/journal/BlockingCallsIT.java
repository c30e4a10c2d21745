package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.database.DatabaseReads;
import florin.journal.sample.RunningSample;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What the build's watch over blocking calls is worth. */
class BlockingCallsIT extends RunningSample {

  @Autowired private DatabaseReads reads;

  @Test
  void areRefusedOnTheThreadsOfTheDriver() {
    assertThatThrownBy(
            () ->
                reads
                    .read(UUID.randomUUID(), session -> session.sql("select 1 as one").then())
                    .then(Mono.fromRunnable(BlockingCallsIT::waitABit))
                    .block(SOON))
        .rootCause()
        .isInstanceOf(BlockingOperationError.class);
  }

  @Test
  void areRefusedOnReactorsThreads() {
    assertThatThrownBy(
            () ->
                Mono.fromRunnable(BlockingCallsIT::waitABit)
                    .subscribeOn(Schedulers.parallel())
                    .block(SOON))
        .rootCause()
        .isInstanceOf(BlockingOperationError.class);
  }

  @Test
  void areAllowedWhereThreadsAreThereToBlock() {
    assertThat(
            Mono.fromCallable(
                    () -> {
                      waitABit();
                      return true;
                    })
                .subscribeOn(Schedulers.boundedElastic())
                .block(SOON))
        .isTrue();
  }

  private static void waitABit() {
    try {
      new CountDownLatch(1).await(Duration.ofMillis(1).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
