package florin.journal.change;

import florin.journal.Decider;
import florin.journal.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the changes of one stream type are taken back: by its facets, the named values that a user
 * can set. A change is taken back by giving every facet that it set the value from before.
 *
 * @param decider of the stream
 * @param facets the facets of a state by name, compared with {@code equals}; what is absent has no
 *     entry, so a stream without events has none at all. Values that only a provider sets are no
 *     facets
 * @param restoring the commands that do it
 */
public record Undoable<C, E, S>(
    Decider<C, E, S> decider, Function<S, Map<String, Object>> facets, Restoring<C, S> restoring) {

  /** Finds the commands that bring facets back. */
  @FunctionalInterface
  public interface Restoring<C, S> {

    /**
     * @param stream which
     * @param now it as it is
     * @param wanted the facets to set, with the values they shall have; empty: absent
     * @param at when the user took the change back
     * @return decided in order; together they must reach {@code wanted}, or the change is refused
     *     as {@code not-undoable}
     * @throws florin.journal.Rejection {@code not-undoable} if there is no way back
     */
    List<C> commands(StreamId stream, S now, Map<String, Optional<Object>> wanted, Instant at);
  }
}
