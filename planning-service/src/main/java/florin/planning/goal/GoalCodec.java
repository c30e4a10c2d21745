package florin.planning.goal;

import florin.events.MoneyCodec;
import florin.events.planning.GoalAbandoned;
import florin.events.planning.GoalReached;
import florin.events.planning.GoalReopened;
import florin.events.planning.GoalRevised;
import florin.events.planning.GoalSet;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Goal events to Avro and back. */
public final class GoalCodec implements EventCodec<GoalEvent> {

  public static final StreamType<GoalCommand, GoalEvent, Goal> GOALS =
      StreamType.of(Goal.STREAM, new Goal.Absent(), Goal::decide, Goal::evolve, new GoalCodec())
          .undoneBy(GoalUndo::facets, GoalUndo::commands);

  @Override
  public SpecificRecord toAvro(GoalEvent event) {
    return switch (event) {
      case GoalEvent.Set e -> new GoalSet(e.aim().id(), goal(e.aim()), e.at());
      case GoalEvent.Revised e -> new GoalRevised(e.aim().id(), goal(e.aim()), e.at());
      case GoalEvent.Reached e -> new GoalReached(e.goal(), e.at());
      case GoalEvent.Abandoned e -> new GoalAbandoned(e.goal(), e.at());
      case GoalEvent.Reopened e -> new GoalReopened(e.goal(), e.at());
    };
  }

  @Override
  public GoalEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case GoalSet e -> new GoalEvent.Set(aim(e.getGoal()), e.getAt());
      case GoalRevised e -> new GoalEvent.Revised(aim(e.getGoal()), e.getAt());
      case GoalReached e -> new GoalEvent.Reached(e.getGoalId(), e.getAt());
      case GoalAbandoned e -> new GoalEvent.Abandoned(e.getGoalId(), e.getAt());
      case GoalReopened e -> new GoalEvent.Reopened(e.getGoalId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "type: " + event.getSchema().getFullName() + " (expected: a goal's event)");
    };
  }

  private static florin.events.planning.Goal goal(GoalDetails goalDetails) {
    return new florin.events.planning.Goal(
        goalDetails.id(),
        goalDetails.name(),
        MoneyCodec.toAvro(goalDetails.target()),
        goalDetails.dueDate().orElse(null),
        goalDetails.account().orElse(null),
        MoneyCodec.toAvro(goalDetails.monthly()),
        goalDetails.note().orElse(null),
        goalDetails.kind().text(),
        MoneyCodec.toAvro(goalDetails.startDebt()));
  }

  private static GoalDetails aim(florin.events.planning.Goal goal) {
    return new GoalDetails(
        goal.getGoalId(),
        GoalKind.named(goal.getKind())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "kind: '%s' (expected: one of %s)"
                            .formatted(goal.getKind(), GoalKind.all()))),
        goal.getName(),
        MoneyCodec.fromAvro(goal.getTarget()),
        Optional.ofNullable(goal.getDueDate()),
        Optional.ofNullable(goal.getAccountId()),
        MoneyCodec.optional(goal.getMonthlyContribution()),
        Optional.ofNullable(goal.getNote()),
        MoneyCodec.optional(goal.getStartDebt()));
  }
}
