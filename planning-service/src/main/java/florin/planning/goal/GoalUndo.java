package florin.planning.goal;

import florin.events.Money;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Undo of goals. An abandoned goal has no facets, like one that was never set; so undoing the event
 * that set a goal abandons it.
 */
final class GoalUndo {

  private static final String STATE = "state";
  private static final String NAME = "name";
  private static final String TARGET = "target";
  private static final String DUE = "dueDate";
  private static final String ACCOUNT = "accountId";
  private static final String MONTHLY = "monthlyContribution";
  private static final String NOTE = "note";
  private static final String DEBT = "startDebt";

  private GoalUndo() {}

  static Map<String, Object> facets(Goal state) {
    return switch (state) {
      case Goal.Existing(GoalDetails goalDetails, Goal.GoalStatus goalStatus, _)
          when goalStatus != Goal.GoalStatus.ABANDONED ->
          facets(goalDetails, goalStatus);
      case Goal.Existing _, Goal.Absent _ -> Map.of();
    };
  }

  private static Map<String, Object> facets(GoalDetails goalDetails, Goal.GoalStatus goalStatus) {
    Map<String, Object> facets = new LinkedHashMap<>();
    facets.put(STATE, goalStatus);
    facets.put(NAME, goalDetails.name());
    facets.put(TARGET, goalDetails.target());
    goalDetails.dueDate().ifPresent(date -> facets.put(DUE, date));
    goalDetails.account().ifPresent(account -> facets.put(ACCOUNT, account));
    goalDetails.monthly().ifPresent(amount -> facets.put(MONTHLY, amount));
    goalDetails.note().ifPresent(note -> facets.put(NOTE, note));
    goalDetails.startDebt().ifPresent(debt -> facets.put(DEBT, debt));
    return facets;
  }

  static List<GoalCommand> commands(
      StreamId stream, Goal now, Map<String, Optional<Object>> wanted, Instant at) {
    UUID id = stream.id();
    if (wanted.getOrDefault(STATE, Optional.of(now)).isEmpty()) {
      return List.of(new GoalCommand.Abandon(id, at));
    }
    return switch (now) {
      case Goal.Absent() -> List.of();
      case Goal.Existing existing -> commands(id, existing, wanted, at);
    };
  }

  private static List<GoalCommand> commands(
      UUID id, Goal.Existing now, Map<String, Optional<Object>> wanted, Instant at) {
    List<GoalCommand> commands = new ArrayList<>();
    Object state = wanted.getOrDefault(STATE, Optional.of(now.standing())).orElseThrow();
    if (now.standing() == Goal.GoalStatus.ABANDONED || state == Goal.GoalStatus.OPEN) {
      commands.add(new GoalCommand.Reopen(id, at));
    }
    GoalDetails goalDetails = restored(now.aim(), wanted);
    commands.add(
        new GoalCommand.Revise(
            goalDetails, goalDetails.account().map(_ -> goalDetails.target().currency()), at));
    if (state == Goal.GoalStatus.REACHED) {
      commands.add(new GoalCommand.Reach(id, at));
    }
    return commands;
  }

  private static GoalDetails restored(
      GoalDetails goalDetails, Map<String, Optional<Object>> wanted) {
    return new GoalDetails(
        goalDetails.id(),
        goalDetails.kind(),
        value(wanted, NAME, String.class, Optional.of(goalDetails.name()))
            .orElse(goalDetails.name()),
        value(wanted, TARGET, Money.class, Optional.of(goalDetails.target()))
            .orElse(goalDetails.target()),
        value(wanted, DUE, LocalDate.class, goalDetails.dueDate()),
        value(wanted, ACCOUNT, UUID.class, goalDetails.account()),
        value(wanted, MONTHLY, Money.class, goalDetails.monthly()),
        value(wanted, NOTE, String.class, goalDetails.note()),
        value(wanted, DEBT, Money.class, goalDetails.startDebt()));
  }

  private static <T> Optional<T> value(
      Map<String, Optional<Object>> wanted, String facet, Class<T> type, Optional<T> now) {
    Optional<Object> value = wanted.get(facet);
    return value == null ? now : value.map(type::cast);
  }
}
