package florin.journal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Wakes a loop of the same process that would otherwise look again only after its poll interval.
 * Signals may come from any thread and never fail. Of several signals at the same time one may be
 * emitted for all, after the last of them.
 */
public class CommitSignal {

  private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();
  private final AtomicLong count = new AtomicLong();
  private final AtomicInteger pending = new AtomicInteger();

  public void signal() {
    count.incrementAndGet();
    emit();
  }

  /** One thread emits; a signal that comes meanwhile is emitted by that thread. */
  void emit() {
    if (pending.getAndIncrement() > 0) {
      return;
    }
    int emitted;
    do {
      emitted = pending.get();
      try {
        emitNext();
      } catch (RuntimeException | Error failed) {
        pending.set(0);
        throw failed;
      }
    } while (!pending.compareAndSet(emitted, 0));
  }

  final void emitNext() {
    signals.tryEmitNext(Boolean.TRUE);
  }

  /** Emits after every signal from the subscription on; slow subscribers miss some. */
  public Flux<Boolean> signals() {
    return signals.asFlux();
  }

  /** The number of signals so far. */
  public long count() {
    return count.get();
  }

  /**
   * Completes at the next signal, or at once if there were more than the given number. A loop reads
   * the number before it looks for work, so that it misses no signal between looking and waiting.
   */
  public Mono<Void> after(long seen) {
    return Mono.firstWithSignal(
        signals().next().then(), // subscribed before the number is compared
        Mono.defer(() -> count.get() > seen ? Mono.empty() : Mono.never()));
  }
}
