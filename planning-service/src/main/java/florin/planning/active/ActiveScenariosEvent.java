package florin.planning.active;

import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The events of a user's choice of scenarios. */
public sealed interface ActiveScenariosEvent {

  Instant at();

  /**
   * @param scenario that counts in the currency; empty if none is chosen any more
   */
  record Chosen(CurrencyCode currency, Optional<UUID> scenario, Instant at)
      implements ActiveScenariosEvent {}
}
