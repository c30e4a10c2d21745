package florin.journal.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The declaration of an aggregate: its decider with the codec, how a missing one is refused, and
 * how a change of it is undone. One constant per aggregate, in its codec.
 *
 * @param decider with the name of the stream type and the codec
 * @param notFound the detail of the 404; {@code %s} stands for the id
 * @param undo empty if changes of this stream type cannot be undone
 */
public record StreamType<C, E, S>(
    Decider<C, E, S> decider, String notFound, Optional<Undo<C, S>> undo) {

  private static final String NOT_FOUND = "not-found";

  public StreamType {
    Objects.requireNonNull(decider, "decider");
    Objects.requireNonNull(notFound, "notFound");
    Objects.requireNonNull(undo, "undo");
  }

  /**
   * Undoes a change through facets, the named values that a user can set: every facet that the
   * change set gets the value from before.
   *
   * @param facets the facets of a state by name, compared with {@code equals}; an absent value has
   *     no entry, so a stream without events has none at all. Values that only a provider sets are
   *     no facets
   */
  public record Undo<C, S>(Function<S, Map<String, Object>> facets, Restoring<C, S> restoring) {}

  /** Finds the commands that set facets. */
  @FunctionalInterface
  public interface Restoring<C, S> {

    /**
     * @param now the state to start from
     * @param wanted the facets to set, with their values; empty: absent
     * @param at when the user undid the change
     * @return decided in order; together they must reach {@code wanted}, or the change is refused
     *     as {@code not-undoable}
     * @throws Rejection {@code not-undoable} if there is no way back
     */
    List<C> commands(StreamId stream, S now, Map<String, Optional<Object>> wanted, Instant at);
  }

  public static <C, E, S> StreamType<C, E, S> of(Decider<C, E, S> decider) {
    return new StreamType<>(decider, decider.streamType() + ": %s", Optional.empty());
  }

  /**
   * @param name of the stream type, in the journal for ever
   */
  public static <C, E, S> StreamType<C, E, S> of(
      String name,
      S initial,
      BiFunction<C, S, List<E>> decide,
      BiFunction<S, E, S> evolve,
      EventCodec<E> codec) {
    return of(new Decider<>(name, initial, decide, evolve, codec));
  }

  /**
   * @param detail of the 404; {@code %s} stands for the id
   */
  public StreamType<C, E, S> refusedWith(String detail) {
    return new StreamType<>(decider, detail, undo);
  }

  public StreamType<C, E, S> undoneBy(
      Function<S, Map<String, Object>> facets, Restoring<C, S> restoring) {
    return new StreamType<>(decider, notFound, Optional.of(new Undo<>(facets, restoring)));
  }

  public String name() {
    return decider.streamType();
  }

  public S initial() {
    return decider.initial();
  }

  public EventCodec<E> codec() {
    return decider.codec();
  }

  public StreamId id(UUID user, UUID id) {
    return new StreamId(user, name(), id);
  }

  /** A stream without events, to create an aggregate in. */
  public LoadedStream<S> absent(UUID user, UUID id) {
    return new LoadedStream<>(id(user, id), 0, 0, decider.initial());
  }

  /** Whether an event belongs to a stream of this type. */
  public boolean has(PendingEvent event) {
    return event.stream().type().equals(name());
  }

  /** The refusal of an id that the user has no aggregate of. */
  public Rejection notFound(UUID id) {
    return new Rejection(NOT_FOUND, notFound.formatted(id));
  }
}
