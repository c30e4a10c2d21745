package florin.accounts.investment.holding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The events of an account's portfolio. */
public sealed interface PortfolioEvent {

  /**
   * @param held positions that are new or not as before
   * @param gone securities that are held no more
   */
  record SnapshotTaken(UUID account, List<Position> held, List<UUID> gone, Instant at)
      implements PortfolioEvent {}
}
