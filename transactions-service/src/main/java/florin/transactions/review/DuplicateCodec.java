package florin.transactions.review;

import florin.events.transactions.DuplicateDismissed;
import florin.events.transactions.DuplicateReopened;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import org.apache.avro.specific.SpecificRecord;

/** The events of a pair that may be duplicates as Avro. */
public final class DuplicateCodec implements EventCodec<DuplicateEvent> {

  public static final StreamType<DuplicateCommand, DuplicateEvent, Duplicate> DUPLICATES =
      StreamType.of(
              Duplicate.STREAM,
              new Duplicate.Absent(),
              Duplicate::decide,
              Duplicate::evolve,
              new DuplicateCodec())
          .refusedWith("There are no such transactions.")
          .undoneBy(DuplicateUndo::of, DuplicateUndo::restoring);

  private DuplicateCodec() {}

  @Override
  public SpecificRecord toAvro(DuplicateEvent event) {
    return switch (event) {
      case DuplicateEvent.Dismissed e ->
          new DuplicateDismissed(e.id(), e.first(), e.second(), e.at());
      case DuplicateEvent.Reopened e ->
          new DuplicateReopened(e.id(), e.first(), e.second(), e.at());
    };
  }

  @Override
  public DuplicateEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case DuplicateDismissed e ->
          new DuplicateEvent.Dismissed(
              e.getDuplicateId(), e.getFirstId(), e.getSecondId(), e.getAt());
      case DuplicateReopened e ->
          new DuplicateEvent.Reopened(
              e.getDuplicateId(), e.getFirstId(), e.getSecondId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: "
                  + event.getSchema().getFullName()
                  + " (expected: one of a pair of duplicates)");
    };
  }
}
