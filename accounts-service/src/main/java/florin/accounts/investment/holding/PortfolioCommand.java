package florin.accounts.investment.holding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The commands of an account's portfolio. */
public sealed interface PortfolioCommand {

  /** All that the account holds. */
  record TakeSnapshot(UUID account, List<Position> positions, Instant at)
      implements PortfolioCommand {}
}
