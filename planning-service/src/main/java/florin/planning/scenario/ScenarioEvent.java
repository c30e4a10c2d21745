package florin.planning.scenario;

import florin.events.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The events of a scenario. */
public sealed interface ScenarioEvent {

  UUID scenario();

  Instant at();

  record Created(
      UUID scenario, String name, Money startingBalance, Optional<UUID> account, Instant at)
      implements ScenarioEvent {}

  record Renamed(UUID scenario, String name, Instant at) implements ScenarioEvent {}

  record Rebased(UUID scenario, Money startingBalance, Optional<UUID> account, Instant at)
      implements ScenarioEvent {}

  record Deleted(UUID scenario, Instant at) implements ScenarioEvent {}

  record Restored(UUID scenario, Instant at) implements ScenarioEvent {}

  record BillPlanned(UUID scenario, Bill bill, Instant at) implements ScenarioEvent {}

  record BillRevised(UUID scenario, Bill bill, Instant at) implements ScenarioEvent {}

  record BillRemoved(UUID scenario, UUID bill, Instant at) implements ScenarioEvent {}
}
