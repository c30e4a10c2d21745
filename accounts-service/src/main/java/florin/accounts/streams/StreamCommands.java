package florin.accounts.streams;

import florin.journal.UnitOfWork;
import florin.journal.stream.Change;
import florin.journal.stream.Decider;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Commands from facts, decided in their order. */
public final class StreamCommands {

  private StreamCommands() {}

  /** One command that a fact leads to. */
  public record StreamCommand<C>(StreamId stream, C command, Change change) {}

  /** Loads every stream once. */
  public static <C, E, S> Mono<Void> decide(
      UnitOfWork unit, Decider<C, E, S> decider, List<StreamCommand<C>> decisions) {
    return unit.loadAll(decider, decisions.stream().map(StreamCommand::stream).distinct().toList())
        .doOnNext(
            loaded -> {
              Map<StreamId, LoadedStream<S>> streams = new HashMap<>(loaded);
              for (StreamCommand<C> d : decisions) {
                streams.computeIfPresent(
                    d.stream(), (_, now) -> unit.decide(decider, now, d.command(), d.change()));
              }
            })
        .then();
  }
}
