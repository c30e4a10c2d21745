package florin.planning.scenario;

import florin.events.MoneyCodec;
import florin.events.planning.BillPlanned;
import florin.events.planning.BillRemoved;
import florin.events.planning.BillRevised;
import florin.events.planning.ScenarioCreated;
import florin.events.planning.ScenarioDeleted;
import florin.events.planning.ScenarioRebased;
import florin.events.planning.ScenarioRenamed;
import florin.events.planning.ScenarioRestored;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import florin.planning.calendar.Frequency;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Scenario events to Avro and back. */
public final class ScenarioCodec implements EventCodec<ScenarioEvent> {

  public static final StreamType<ScenarioCommand, ScenarioEvent, Scenario> SCENARIOS =
      StreamType.of(
              Scenario.STREAM,
              new Scenario.Absent(),
              Scenario::decide,
              Scenario::evolve,
              new ScenarioCodec())
          .undoneBy(ScenarioUndo::facets, ScenarioUndo::commands);

  @Override
  public SpecificRecord toAvro(ScenarioEvent event) {
    return switch (event) {
      case ScenarioEvent.Created e ->
          new ScenarioCreated(
              e.scenario(),
              e.name(),
              MoneyCodec.toAvro(e.startingBalance()),
              e.account().orElse(null),
              e.at());
      case ScenarioEvent.Renamed e -> new ScenarioRenamed(e.scenario(), e.name(), e.at());
      case ScenarioEvent.Rebased e ->
          new ScenarioRebased(
              e.scenario(),
              MoneyCodec.toAvro(e.startingBalance()),
              e.account().orElse(null),
              e.at());
      case ScenarioEvent.Deleted e -> new ScenarioDeleted(e.scenario(), e.at());
      case ScenarioEvent.Restored e -> new ScenarioRestored(e.scenario(), e.at());
      case ScenarioEvent.BillPlanned e -> new BillPlanned(e.scenario(), bill(e.bill()), e.at());
      case ScenarioEvent.BillRevised e -> new BillRevised(e.scenario(), bill(e.bill()), e.at());
      case ScenarioEvent.BillRemoved e -> new BillRemoved(e.scenario(), e.bill(), e.at());
    };
  }

  @Override
  public ScenarioEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case ScenarioCreated e ->
          new ScenarioEvent.Created(
              e.getScenarioId(),
              e.getName(),
              MoneyCodec.fromAvro(e.getStartingBalance()),
              Optional.ofNullable(e.getAccountId()),
              e.getAt());
      case ScenarioRenamed e ->
          new ScenarioEvent.Renamed(e.getScenarioId(), e.getName(), e.getAt());
      case ScenarioRebased e ->
          new ScenarioEvent.Rebased(
              e.getScenarioId(),
              MoneyCodec.fromAvro(e.getStartingBalance()),
              Optional.ofNullable(e.getAccountId()),
              e.getAt());
      case ScenarioDeleted e -> new ScenarioEvent.Deleted(e.getScenarioId(), e.getAt());
      case ScenarioRestored e -> new ScenarioEvent.Restored(e.getScenarioId(), e.getAt());
      case BillPlanned e ->
          new ScenarioEvent.BillPlanned(e.getScenarioId(), bill(e.getBill()), e.getAt());
      case BillRevised e ->
          new ScenarioEvent.BillRevised(e.getScenarioId(), bill(e.getBill()), e.getAt());
      case BillRemoved e ->
          new ScenarioEvent.BillRemoved(e.getScenarioId(), e.getBillId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "type: " + event.getSchema().getFullName() + " (expected: a scenario's event)");
    };
  }

  private static florin.events.planning.Bill bill(Bill bill) {
    return new florin.events.planning.Bill(
        bill.id(),
        bill.name(),
        MoneyCodec.toAvro(bill.amount()),
        bill.dueDate().orElse(null),
        bill.frequency().text(),
        bill.account().orElse(null),
        bill.category().orElse(null),
        bill.paidThrough().orElse(null),
        bill.series().orElse(null));
  }

  private static Bill bill(florin.events.planning.Bill bill) {
    return new Bill(
        bill.getBillId(),
        bill.getName(),
        MoneyCodec.fromAvro(bill.getAmount()),
        Optional.ofNullable(bill.getDueDate()),
        Frequency.named(bill.getFrequency())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "frequency: '%s' (expected: one of %s)"
                            .formatted(bill.getFrequency(), Frequency.all()))),
        Optional.ofNullable(bill.getAccountId()),
        Optional.ofNullable(bill.getCategoryId()),
        Optional.ofNullable(bill.getPaidThrough()),
        Optional.ofNullable(bill.getSeriesId()));
  }
}
