package florin.accounts.investment.trade;

import java.time.Instant;
import java.util.UUID;

/** The events of an investment transaction. */
public sealed interface TradeEvent {

  UUID trade();

  record Recorded(UUID trade, TradeDetails details, Instant at) implements TradeEvent {}

  record Revised(UUID trade, TradeDetails details, Instant at) implements TradeEvent {}

  record Removed(UUID trade, Instant at) implements TradeEvent {}
}
