package florin.journal.stream;

import florin.events.AvroEvents;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The decisions of a stream type and the fold of its events. Both functions are pure and total;
 * {@code evolve} never throws, because history is a fact.
 *
 * @param streamType the stream type of the journal
 * @param initial the state of a stream without events
 * @param decide the events a command leads to in a state, none if it is already so; may throw
 *     {@link Rejection}
 * @param evolve the state after an event
 * @param codec the events as bytes
 */
public record Decider<C, E, S>(
    String streamType,
    S initial,
    BiFunction<C, S, List<E>> decide,
    BiFunction<S, E, S> evolve,
    EventCodec<E> codec) {

  /** The domain event of a row of the journal. */
  public E decode(RecordedEvent recorded) {
    return decode(recorded.fingerprint(), recorded.payload());
  }

  public E decode(long fingerprint, byte[] payload) {
    return codec.fromAvro(AvroEvents.decode(fingerprint, payload));
  }
}
