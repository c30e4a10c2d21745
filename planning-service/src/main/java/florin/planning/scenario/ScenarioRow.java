package florin.planning.scenario;

import florin.events.Money;
import florin.journal.Loaded;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as clients see it.
 *
 * @param version its ETag; every edit of the scenario or of one of its bills counts
 */
public record ScenarioRow(
    UUID id,
    String name,
    Money startingBalance,
    @Nullable UUID accountId,
    int billCount,
    boolean deleted,
    int version) {

  /** The row that the view has once the decision is committed. */
  public static ScenarioRow of(Loaded<Scenario> loaded) {
    return switch (loaded.state()) {
      case Scenario.Live live -> row(loaded, live, false);
      case Scenario.Gone(Scenario.Live last) -> row(loaded, last, true);
      case Scenario.Absent() ->
          throw new IllegalStateException(loaded.stream() + ": absent (expected: a scenario)");
    };
  }

  private static ScenarioRow row(Loaded<Scenario> loaded, Scenario.Live live, boolean deleted) {
    return new ScenarioRow(
        loaded.stream().id(),
        live.name(),
        live.startingBalance(),
        live.account().orElse(null),
        live.bills().size(),
        deleted,
        loaded.userVersion());
  }
}
