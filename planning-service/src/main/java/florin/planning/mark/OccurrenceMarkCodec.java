package florin.planning.mark;

import florin.events.planning.BillOccurrenceMarked;
import florin.journal.stream.EventCodec;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamType;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The events of marks as Avro. */
public final class OccurrenceMarkCodec implements EventCodec<OccurrenceMarkEvent> {

  public static final StreamType<OccurrenceMarkCommand, OccurrenceMarkEvent, OccurrenceMark> MARKS =
      StreamType.of(
              OccurrenceMark.STREAM,
              new OccurrenceMark.Absent(),
              OccurrenceMark::decide,
              OccurrenceMark::evolve,
              new OccurrenceMarkCodec())
          .undoneBy(OccurrenceMarkUndo::of, OccurrenceMarkUndo::restoring);

  private OccurrenceMarkCodec() {}

  @Override
  public SpecificRecord toAvro(OccurrenceMarkEvent event) {
    return switch (event) {
      case OccurrenceMarkEvent.Marked(OccurrenceMark.Present mark, var at) ->
          new BillOccurrenceMarked(
              mark.scenario(),
              mark.bill(),
              mark.dueDate(),
              mark.status().map(OccurrenceStatus::code).orElse(null),
              mark.notPaidBy().stream().sorted(Ids.ORDER).toList(),
              at);
    };
  }

  @Override
  public OccurrenceMarkEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case BillOccurrenceMarked e ->
          new OccurrenceMarkEvent.Marked(
              new OccurrenceMark.Present(
                  e.getScenarioId(),
                  e.getBillId(),
                  e.getDueDate(),
                  Optional.ofNullable(e.getStatus()).map(OccurrenceStatus::of),
                  Set.copyOf(e.getNotPaidBy())),
              e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: "
                  + event.getSchema().getFullName()
                  + " (expected: one of an occurrence of a bill)");
    };
  }
}
