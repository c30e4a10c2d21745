package florin.planning.active;

import florin.events.CurrencyCode;
import florin.events.planning.ActiveScenarioChosen;
import florin.journal.stream.EventCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Choices of scenarios as the contract writes them. */
final class ActiveScenariosCodec implements EventCodec<ActiveScenariosEvent> {

  @Override
  public SpecificRecord toAvro(ActiveScenariosEvent event) {
    return switch (event) {
      case ActiveScenariosEvent.Chosen e ->
          new ActiveScenarioChosen(e.currency().code(), e.scenario().orElse(null), e.at());
    };
  }

  @Override
  public ActiveScenariosEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case ActiveScenarioChosen e ->
          new ActiveScenariosEvent.Chosen(
              new CurrencyCode(e.getCurrency()), Optional.ofNullable(e.getScenarioId()), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "type: "
                  + event.getSchema().getFullName()
                  + " (expected: an event of the active scenarios)");
    };
  }
}
