package florin.accounts.liability;

import java.util.List;

/** The state of an account's debt. */
public sealed interface Liability {

  record Unreported() implements Liability {}

  record Reported(DebtTerms terms) implements Liability {}

  static List<LiabilityEvent> decide(LiabilityCommand command, Liability state) {
    return switch (command) {
      case LiabilityCommand.Observe c ->
          state.equals(new Reported(c.terms()))
              ? List.of()
              : List.of(new LiabilityEvent.Observed(c.account(), c.terms(), c.at()));
      case LiabilityCommand.End c ->
          switch (state) {
            case Unreported() -> List.of();
            case Reported _ -> List.of(new LiabilityEvent.Ended(c.account(), c.at()));
          };
    };
  }

  static Liability evolve(Liability state, LiabilityEvent event) {
    return switch (event) {
      case LiabilityEvent.Observed e -> new Reported(e.terms());
      case LiabilityEvent.Ended _ -> new Unreported();
    };
  }
}
