package florin.planning.allocation;

import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The events of the allocations of a scenario. */
public sealed interface AllocationsEvent {

  UUID scenario();

  Instant at();

  record Set(UUID scenario, CurrencyCode currency, List<Allocation> allocations, Instant at)
      implements AllocationsEvent {}
}
