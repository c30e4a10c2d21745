package florin.transactions.review;

import florin.journal.stream.StreamId;
import florin.transactions.review.Duplicate.Pair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of a pair that a user sets: that its transactions are no duplicates. */
final class DuplicateUndo {

  private static final String DISMISSED = "dismissed";

  private DuplicateUndo() {}

  static Map<String, Object> of(Duplicate state) {
    return state instanceof Pair pair && pair.dismissed()
        ? Map.of(DISMISSED, List.of(pair.first(), pair.second()))
        : Map.of();
  }

  static List<DuplicateCommand> restoring(
      StreamId stream, Duplicate now, Map<String, Optional<Object>> wanted, Instant at) {
    boolean dismissed = wanted.getOrDefault(DISMISSED, Optional.empty()).isPresent();
    return dismissed && now instanceof Pair pair
        ? List.of(new DuplicateCommand.Dismiss(pair.id(), pair.first(), pair.second(), at))
        : List.of(new DuplicateCommand.Reopen(at));
  }
}
