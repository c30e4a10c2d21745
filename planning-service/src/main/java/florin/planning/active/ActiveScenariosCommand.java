package florin.planning.active;

import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The commands of a user's choice of scenarios. */
public sealed interface ActiveScenariosCommand {

  /**
   * @param currency of the scenario
   * @param scenario a scenario of the same user; empty to choose none
   */
  record Choose(CurrencyCode currency, Optional<UUID> scenario, Instant at)
      implements ActiveScenariosCommand {}
}
