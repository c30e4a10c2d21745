package florin.journal;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Wakes a loop of the same process that would otherwise look again only after its poll interval.
 * Rung from any thread and never fails: of two rings at once one may be lost, which is no loss,
 * because the loop that hears the other looks at everything that was committed before either.
 */
public final class CommitSignal {

  private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();

  public void signal() {
    signals.tryEmitNext(Boolean.TRUE);
  }

  /** Every ring from now on; slow listeners miss some. */
  public Flux<Boolean> signals() {
    return signals.asFlux();
  }
}
