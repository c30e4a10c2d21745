package florin.planning.wrong;

import florin.journal.stream.EventCodec;
import org.apache.avro.specific.SpecificRecord;

/** A codec by another name. */
final class Translation implements EventCodec<SpecificRecord> {

  @Override
  public SpecificRecord toAvro(SpecificRecord event) {
    return event;
  }

  @Override
  public SpecificRecord fromAvro(SpecificRecord event) {
    return event;
  }
}
