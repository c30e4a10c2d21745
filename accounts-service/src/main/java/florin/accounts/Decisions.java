package florin.accounts;

import florin.journal.Change;
import florin.journal.Decider;
import florin.journal.Loaded;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What facts lead to, decided in their order. */
public final class Decisions {

  private Decisions() {}

  /** One command that a fact leads to. */
  public record Decision<C>(StreamId stream, C command, Change change) {}

  /** Loads every stream once. */
  public static <C, E, S> Mono<Void> decide(
      UnitOfWork unit, Decider<C, E, S> decider, List<Decision<C>> decisions) {
    return unit.loadAll(decider, decisions.stream().map(Decision::stream).distinct().toList())
        .doOnNext(
            loaded -> {
              Map<StreamId, Loaded<S>> streams = new HashMap<>(loaded);
              for (Decision<C> d : decisions) {
                streams.computeIfPresent(
                    d.stream(), (_, now) -> unit.decide(decider, now, d.command(), d.change()));
              }
            })
        .then();
  }
}
