package florin.planning.mark;

import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of a due date that a user sets: its mark. */
final class OccurrenceMarkUndo {

  private static final String MARK = "mark";

  private OccurrenceMarkUndo() {}

  static Map<String, Object> of(OccurrenceMark state) {
    return state instanceof OccurrenceMark.Present mark && mark.status().isPresent()
        ? Map.of(MARK, mark)
        : Map.of();
  }

  static List<OccurrenceMarkCommand> restoring(
      StreamId stream, OccurrenceMark now, Map<String, Optional<Object>> wanted, Instant at) {
    return List.of(
        wanted
            .getOrDefault(MARK, Optional.empty())
            .<OccurrenceMarkCommand>map(
                mark -> new OccurrenceMarkCommand.Mark((OccurrenceMark.Present) mark, at))
            .orElse(new OccurrenceMarkCommand.Clear(at)));
  }
}
