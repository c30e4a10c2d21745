package florin.journal.change;

import florin.journal.CrossStreamCheck;
import florin.journal.stream.StreamType;
import florin.journal.stream.StreamTypes;
import java.util.List;
import java.util.Optional;

/**
 * The area of a service in {@code /api/changes/<area>} and which of its stream types can be undone.
 * A service with {@link StreamTypes} has the feed.
 */
public final class UndoableTypes {

  private final StreamTypes types;
  private final List<CrossStreamCheck> checks;

  /**
   * @param checks rules that an undo keeps like every other command
   */
  public UndoableTypes(StreamTypes types, List<CrossStreamCheck> checks) {
    this.types = types;
    this.checks = List.copyOf(checks);
  }

  List<CrossStreamCheck> checks() {
    return checks;
  }

  public String area() {
    return types.area();
  }

  /** The stream type of a name, if its changes can be undone. */
  Optional<StreamType<?, ?, ?>> of(String streamType) {
    for (StreamType<?, ?, ?> type : types.types()) {
      if (type.name().equals(streamType) && type.undo().isPresent()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
