package florin.planning.allocation;

import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The commands of the allocations of a scenario that exists and is not deleted. */
public sealed interface AllocationsCommand {

  UUID scenario();

  /** The scenario's. */
  CurrencyCode currency();

  Instant at();

  /** The whole list, as it shall be. */
  record Set(UUID scenario, CurrencyCode currency, List<Allocation> allocations, Instant at)
      implements AllocationsCommand {}

  record Add(UUID scenario, CurrencyCode currency, Allocation allocation, Instant at)
      implements AllocationsCommand {}

  /**
   * @param allocation as a whole, as it shall be
   */
  record Revise(UUID scenario, CurrencyCode currency, Allocation allocation, Instant at)
      implements AllocationsCommand {}

  record Remove(UUID scenario, CurrencyCode currency, UUID allocation, Instant at)
      implements AllocationsCommand {}
}
