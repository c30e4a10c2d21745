package florin.accounts.investment.trade;

import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import java.util.List;

/** An investment transaction as decisions see one. */
public sealed interface Trade {

  /** Not there: never was, or is no more. */
  record Absent() implements Trade {}

  record Live(TradeDetails details) implements Trade {}

  static List<TradeEvent> decide(TradeCommand command, Trade state) {
    return switch (command) {
      case TradeCommand.Observe c -> observe(c, state);
      case TradeCommand.Remove c ->
          switch (state) {
            case Absent() -> List.of();
            case Live _ -> List.of(new TradeEvent.Removed(c.trade(), c.at()));
          };
    };
  }

  private static List<TradeEvent> observe(TradeCommand.Observe c, Trade state) {
    if (c.details().hasNegativeFees()) {
      throw new Rejection(
          ProblemType.INVALID_REQUEST.code(),
          "fees of %s: %s (expected: none below 0)"
              .formatted(c.details().externalId(), c.details().fees().orElseThrow()));
    }
    return switch (state) {
      case Absent() -> List.of(new TradeEvent.Recorded(c.trade(), c.details(), c.at()));
      case Live(var details) when details.equals(c.details()) -> List.of();
      case Live _ -> List.of(new TradeEvent.Revised(c.trade(), c.details(), c.at()));
    };
  }

  static Trade evolve(Trade state, TradeEvent event) {
    return switch (event) {
      case TradeEvent.Recorded e -> new Live(e.details());
      case TradeEvent.Revised e -> new Live(e.details());
      case TradeEvent.Removed _ -> new Absent();
    };
  }
}
