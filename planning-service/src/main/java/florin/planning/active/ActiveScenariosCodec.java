package florin.planning.active;

import florin.events.CurrencyCode;
import florin.events.planning.ActiveScenarioChosen;
import florin.journal.stream.EventCodec;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Choices of scenarios as the contract writes them. */
public final class ActiveScenariosCodec implements EventCodec<ActiveScenariosEvent> {

  public static final StreamType<ActiveScenariosCommand, ActiveScenariosEvent, ActiveScenarios>
      ACTIVE_SCENARIOS =
          StreamType.of(
                  "active-scenarios",
                  new ActiveScenarios(Map.of()),
                  ActiveScenarios::decide,
                  ActiveScenarios::evolve,
                  new ActiveScenariosCodec())
              .undoneBy(ActiveScenariosUndo::facets, ActiveScenariosUndo::commands);

  private ActiveScenariosCodec() {}

  /** The one stream of a user's choices. */
  static StreamId stream(UUID user) {
    return ACTIVE_SCENARIOS.id(user, Ids.named(user, ACTIVE_SCENARIOS.name()));
  }

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
