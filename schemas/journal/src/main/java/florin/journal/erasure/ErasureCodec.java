package florin.journal.erasure;

import florin.events.erasure.UserErased;
import florin.events.erasure.UserErasing;
import florin.journal.stream.EventCodec;
import org.apache.avro.specific.SpecificRecord;

/** Erasure as Avro. */
public final class ErasureCodec implements EventCodec<Erasure.Event> {

  /** The stored type of the events that begin an erasure. */
  static final String BEGINS = UserErasing.getClassSchema().getFullName();

  /** Whether an event of another service requests the erasure of its user. */
  public static boolean begins(SpecificRecord event) {
    return event instanceof UserErasing;
  }

  @Override
  public SpecificRecord toAvro(Erasure.Event event) {
    return switch (event) {
      case Erasure.Event.Erasing e -> new UserErasing(e.user(), e.at());
      case Erasure.Event.Erased e -> new UserErased(e.user(), e.service(), e.at());
    };
  }

  @Override
  public Erasure.Event fromAvro(SpecificRecord event) {
    return switch (event) {
      case UserErasing e -> new Erasure.Event.Erasing(e.getUserId(), e.getAt());
      case UserErased e -> new Erasure.Event.Erased(e.getUserId(), e.getService(), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }
}
