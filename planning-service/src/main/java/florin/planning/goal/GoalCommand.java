package florin.planning.goal;

import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The commands of a goal. */
public sealed interface GoalCommand {

  UUID goal();

  Instant at();

  /**
   * @param held the currency of the aim's account, an account of the same user
   */
  record Set(GoalDetails aim, Optional<CurrencyCode> held, Instant at) implements GoalCommand {
    @Override
    public UUID goal() {
      return aim.id();
    }
  }

  /**
   * @param aim as a whole, as it shall be
   * @param held as in {@link Set}
   */
  record Revise(GoalDetails aim, Optional<CurrencyCode> held, Instant at) implements GoalCommand {
    @Override
    public UUID goal() {
      return aim.id();
    }
  }

  record Reach(UUID goal, Instant at) implements GoalCommand {}

  record Abandon(UUID goal, Instant at) implements GoalCommand {}

  /** Neither reached nor abandoned any more. */
  record Reopen(UUID goal, Instant at) implements GoalCommand {}
}
