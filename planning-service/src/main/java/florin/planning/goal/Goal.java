package florin.planning.goal;

import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import florin.planning.goal.GoalCommand.Abandon;
import florin.planning.goal.GoalCommand.Reach;
import florin.planning.goal.GoalCommand.Reopen;
import florin.planning.goal.GoalCommand.Revise;
import florin.planning.problem.PlanningProblem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The state of a goal, with its decisions. */
public sealed interface Goal {

  String STREAM = "goal";

  /** The status that the user gave a goal; the balance of its account does not change it. */
  enum GoalStatus {
    OPEN,
    REACHED,
    ABANDONED;

    /** The text of rows and responses. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static GoalStatus named(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  record Absent() implements Goal {}

  /**
   * @param createdAt the time of the event that set it
   */
  record Existing(GoalDetails aim, GoalStatus standing, Instant createdAt) implements Goal {

    private Existing with(GoalDetails changed) {
      return new Existing(changed, standing, createdAt);
    }

    private Existing with(GoalStatus changed) {
      return new Existing(aim, changed, createdAt);
    }
  }

  /** Its name, which no other goal has, unless it is abandoned. */
  static Optional<String> name(Goal state) {
    return state instanceof Existing(GoalDetails goalDetails, GoalStatus goalStatus, _)
            && goalStatus != GoalStatus.ABANDONED
        ? Optional.of(goalDetails.name())
        : Optional.empty();
  }

  static List<GoalEvent> decide(GoalCommand command, Goal state) {
    return switch (state) {
      case Absent() -> decideAbsent(command);
      case Existing existing -> decideExisting(command, existing);
    };
  }

  private static List<GoalEvent> decideAbsent(GoalCommand command) {
    return switch (command) {
      case GoalCommand.Set c -> List.of(new GoalEvent.Set(c.aim().normalised(c.held()), c.at()));
      case Revise _, Reach _, Abandon _, Reopen _ ->
          throw new Rejection("not-found", "goal: " + command.goal());
    };
  }

  private static List<GoalEvent> decideExisting(GoalCommand command, Existing existing) {
    return switch (command) {
      case GoalCommand.Set c ->
          throw new Rejection("conflict", "goal: " + c.goal() + " (expected: a new id)");
      case Revise c -> revised(c, c.aim().normalised(c.held()), existing);
      case Reach c -> {
        demandNotAbandoned(existing);
        yield existing.standing() == GoalStatus.REACHED
            ? List.of()
            : List.of(new GoalEvent.Reached(c.goal(), c.at()));
      }
      case Abandon c ->
          existing.standing() == GoalStatus.ABANDONED
              ? List.of()
              : List.of(new GoalEvent.Abandoned(c.goal(), c.at()));
      case Reopen c ->
          existing.standing() == GoalStatus.OPEN
              ? List.of()
              : List.of(new GoalEvent.Reopened(c.goal(), c.at()));
    };
  }

  private static List<GoalEvent> revised(
      Revise command, GoalDetails goalDetails, Existing existing) {
    demandNotAbandoned(existing);
    if (!goalDetails.target().currency().equals(existing.aim().target().currency())) {
      throw new Rejection(
          ProblemType.CURRENCY_MISMATCH,
          "currency: '%s' (expected: %s, the goal's)"
              .formatted(goalDetails.target().currency(), existing.aim().target().currency()),
          "/target/currency");
    }
    return goalDetails.equals(existing.aim())
        ? List.of()
        : List.of(new GoalEvent.Revised(goalDetails, command.at()));
  }

  private static void demandNotAbandoned(Existing existing) {
    if (existing.standing() == GoalStatus.ABANDONED) {
      throw new Rejection(
          PlanningProblem.GOAL_ABANDONED,
          "goal: " + existing.aim().id() + " is abandoned (reopen it first)");
    }
  }

  static Goal evolve(Goal state, GoalEvent event) {
    return switch (event) {
      case GoalEvent.Set e -> new Existing(e.aim(), GoalStatus.OPEN, e.at());
      case GoalEvent.Revised e when state instanceof Existing existing -> existing.with(e.aim());
      case GoalEvent.Reached _ when state instanceof Existing existing ->
          existing.with(GoalStatus.REACHED);
      case GoalEvent.Abandoned _ when state instanceof Existing existing ->
          existing.with(GoalStatus.ABANDONED);
      case GoalEvent.Reopened _ when state instanceof Existing existing ->
          existing.with(GoalStatus.OPEN);
      case GoalEvent.Revised _, GoalEvent.Reached _, GoalEvent.Abandoned _, GoalEvent.Reopened _ ->
          state;
    };
  }
}
