package florin.journal.stream;

import org.apache.avro.specific.SpecificRecord;

/**
 * Translates one stream type's events between the domain and Avro: two exhaustive switches, one per
 * direction. The round trip of every event is the event.
 *
 * @param <E> the sealed event type of the domain
 */
public interface EventCodec<E> {

  SpecificRecord toAvro(E event);

  /** Total over every Avro type that toAvro makes; upcasts of older meanings are cases here. */
  E fromAvro(SpecificRecord event);
}
