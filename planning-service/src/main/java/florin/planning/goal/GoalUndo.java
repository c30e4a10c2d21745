package florin.planning.goal;

import florin.events.Money;
import florin.journal.StreamId;
import florin.journal.StreamType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How changes of goals are taken back. An abandoned goal has no facets, as one that was never set:
 * so taking back that it was set abandons it.
 */
public final class GoalUndo {

  private static final String STATE = "state";
  private static final String NAME = "name";
  private static final String TARGET = "target";
  private static final String DUE = "dueDate";
  private static final String ACCOUNT = "accountId";
  private static final String MONTHLY = "monthlyContribution";
  private static final String NOTE = "note";
  private static final String DEBT = "startDebt";

  private GoalUndo() {}

  public static StreamType<GoalCommand, GoalEvent, Goal> undoable() {
    return StreamType.of(Goal.DECIDER).undoneBy(GoalUndo::facets, GoalUndo::commands);
  }

  private static Map<String, Object> facets(Goal state) {
    return switch (state) {
      case Goal.Known(Aim aim, Goal.Standing standing) when standing != Goal.Standing.ABANDONED ->
          facets(aim, standing);
      case Goal.Known _, Goal.Absent _ -> Map.of();
    };
  }

  private static Map<String, Object> facets(Aim aim, Goal.Standing standing) {
    Map<String, Object> facets = new LinkedHashMap<>();
    facets.put(STATE, standing);
    facets.put(NAME, aim.name());
    facets.put(TARGET, aim.target());
    aim.dueDate().ifPresent(date -> facets.put(DUE, date));
    aim.account().ifPresent(account -> facets.put(ACCOUNT, account));
    aim.monthly().ifPresent(amount -> facets.put(MONTHLY, amount));
    aim.note().ifPresent(note -> facets.put(NOTE, note));
    aim.startDebt().ifPresent(debt -> facets.put(DEBT, debt));
    return facets;
  }

  private static List<GoalCommand> commands(
      StreamId stream, Goal now, Map<String, Optional<Object>> wanted, Instant at) {
    UUID id = stream.id();
    if (wanted.getOrDefault(STATE, Optional.of(now)).isEmpty()) {
      return List.of(new GoalCommand.Abandon(id, at));
    }
    return switch (now) {
      case Goal.Absent() -> List.of();
      case Goal.Known known -> commands(id, known, wanted, at);
    };
  }

  private static List<GoalCommand> commands(
      UUID id, Goal.Known now, Map<String, Optional<Object>> wanted, Instant at) {
    List<GoalCommand> commands = new ArrayList<>();
    Object state = wanted.getOrDefault(STATE, Optional.of(now.standing())).orElseThrow();
    if (now.standing() == Goal.Standing.ABANDONED || state == Goal.Standing.OPEN) {
      commands.add(new GoalCommand.Reopen(id, at));
    }
    Aim aim = restored(now.aim(), wanted);
    commands.add(new GoalCommand.Revise(aim, aim.account().map(_ -> aim.target().currency()), at));
    if (state == Goal.Standing.REACHED) {
      commands.add(new GoalCommand.Reach(id, at));
    }
    return commands;
  }

  private static Aim restored(Aim aim, Map<String, Optional<Object>> wanted) {
    return new Aim(
        aim.id(),
        aim.kind(),
        value(wanted, NAME, String.class, Optional.of(aim.name())).orElse(aim.name()),
        value(wanted, TARGET, Money.class, Optional.of(aim.target())).orElse(aim.target()),
        value(wanted, DUE, LocalDate.class, aim.dueDate()),
        value(wanted, ACCOUNT, UUID.class, aim.account()),
        value(wanted, MONTHLY, Money.class, aim.monthly()),
        value(wanted, NOTE, String.class, aim.note()),
        value(wanted, DEBT, Money.class, aim.startDebt()));
  }

  private static <T> Optional<T> value(
      Map<String, Optional<Object>> wanted, String facet, Class<T> type, Optional<T> now) {
    Optional<Object> value = wanted.get(facet);
    return value == null ? now : value.map(type::cast);
  }
}
