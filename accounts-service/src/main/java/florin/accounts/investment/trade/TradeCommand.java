package florin.accounts.investment.trade;

import java.time.Instant;
import java.util.UUID;

/** The commands of an investment transaction. */
public sealed interface TradeCommand {

  /** It is like this at the bank. */
  record Observe(UUID trade, TradeDetails details, Instant at) implements TradeCommand {}

  /** The bank has it no more. */
  record Remove(UUID trade, Instant at) implements TradeCommand {}
}
