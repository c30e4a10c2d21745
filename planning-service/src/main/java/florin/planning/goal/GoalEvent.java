package florin.planning.goal;

import java.time.Instant;
import java.util.UUID;

/** The events of a goal. */
public sealed interface GoalEvent {

  Instant at();

  record Set(GoalDetails aim, Instant at) implements GoalEvent {}

  record Revised(GoalDetails aim, Instant at) implements GoalEvent {}

  record Reached(UUID goal, Instant at) implements GoalEvent {}

  record Abandoned(UUID goal, Instant at) implements GoalEvent {}

  record Reopened(UUID goal, Instant at) implements GoalEvent {}
}
