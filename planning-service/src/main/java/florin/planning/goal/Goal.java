package florin.planning.goal;

import florin.journal.Decider;
import florin.journal.Rejection;
import florin.journal.web.ProblemType;
import florin.planning.goal.GoalCommand.Abandon;
import florin.planning.goal.GoalCommand.Reach;
import florin.planning.goal.GoalCommand.Reopen;
import florin.planning.goal.GoalCommand.Revise;
import florin.planning.problem.PlanningProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A goal: what its stream remembers and decides. */
public sealed interface Goal {

  Decider<GoalCommand, GoalEvent, Goal> DECIDER =
      new Decider<>("goal", new Absent(), Goal::decide, Goal::evolve, new GoalCodec());

  /** Where a goal stands by its user's word, whatever its account says. */
  enum Standing {
    OPEN,
    REACHED,
    ABANDONED;

    /** As rows and answers spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Absent() implements Goal {}

  record Known(Aim aim, Standing standing) implements Goal {}

  /** Its name, which no other goal has, unless it is abandoned. */
  static Optional<String> name(Goal state) {
    return state instanceof Known(Aim aim, Standing standing) && standing != Standing.ABANDONED
        ? Optional.of(aim.name())
        : Optional.empty();
  }

  static List<GoalEvent> decide(GoalCommand command, Goal state) {
    return switch (state) {
      case Absent() -> absent(command);
      case Known known -> known(command, known);
    };
  }

  private static List<GoalEvent> absent(GoalCommand command) {
    return switch (command) {
      case GoalCommand.Set c -> List.of(new GoalEvent.Set(c.aim().kept(c.held()), c.at()));
      case Revise _, Reach _, Abandon _, Reopen _ ->
          throw new Rejection("not-found", "goal: " + command.goal());
    };
  }

  private static List<GoalEvent> known(GoalCommand command, Known known) {
    return switch (command) {
      case GoalCommand.Set c ->
          throw new Rejection("conflict", "goal: " + c.goal() + " (expected: a new id)");
      case Revise c -> revised(c, c.aim().kept(c.held()), known);
      case Reach c -> {
        kept(known);
        yield known.standing() == Standing.REACHED
            ? List.of()
            : List.of(new GoalEvent.Reached(c.goal(), c.at()));
      }
      case Abandon c ->
          known.standing() == Standing.ABANDONED
              ? List.of()
              : List.of(new GoalEvent.Abandoned(c.goal(), c.at()));
      case Reopen c ->
          known.standing() == Standing.OPEN
              ? List.of()
              : List.of(new GoalEvent.Reopened(c.goal(), c.at()));
    };
  }

  private static List<GoalEvent> revised(Revise command, Aim aim, Known known) {
    kept(known);
    if (!aim.target().currency().equals(known.aim().target().currency())) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "currency: '%s' (expected: %s, the goal's)"
              .formatted(aim.target().currency(), known.aim().target().currency()),
          "/target/currency");
    }
    return aim.equals(known.aim()) ? List.of() : List.of(new GoalEvent.Revised(aim, command.at()));
  }

  private static void kept(Known known) {
    if (known.standing() == Standing.ABANDONED) {
      throw new Rejection(
          PlanningProblem.GOAL_ABANDONED,
          "goal: " + known.aim().id() + " is abandoned (reopen it first)");
    }
  }

  static Goal evolve(Goal state, GoalEvent event) {
    return switch (event) {
      case GoalEvent.Set e -> new Known(e.aim(), Standing.OPEN);
      case GoalEvent.Revised e when state instanceof Known known ->
          new Known(e.aim(), known.standing());
      case GoalEvent.Reached _ when state instanceof Known known ->
          new Known(known.aim(), Standing.REACHED);
      case GoalEvent.Abandoned _ when state instanceof Known known ->
          new Known(known.aim(), Standing.ABANDONED);
      case GoalEvent.Reopened _ when state instanceof Known known ->
          new Known(known.aim(), Standing.OPEN);
      case GoalEvent.Revised _, GoalEvent.Reached _, GoalEvent.Abandoned _, GoalEvent.Reopened _ ->
          state;
    };
  }
}
