package florin.journal.change;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The area of a service in {@code /api/changes/<area>} and which of its stream types can be taken
 * back. A service with this bean has the feed.
 */
public final class Undoables {

  private final String area;
  private final Map<String, Undoable<?, ?, ?>> byStreamType;
  private final List<UndoCheck> checks;

  private Undoables(
      String area, Map<String, Undoable<?, ?, ?>> byStreamType, List<UndoCheck> checks) {
    this.area = area;
    this.byStreamType = byStreamType;
    this.checks = List.copyOf(checks);
  }

  /**
   * @param area {@code transactions}, {@code accounts}, {@code connections} or {@code planning}
   */
  public static Undoables of(String area, Undoable<?, ?, ?>... undoables) {
    return new Undoables(
        area,
        Arrays.stream(undoables)
            .collect(
                Collectors.toUnmodifiableMap(
                    undoable -> undoable.decider().streamType(), Function.identity())),
        List.of());
  }

  /** The same with rules that hold after every undo. */
  public Undoables checked(UndoCheck... rules) {
    return new Undoables(area, byStreamType, List.of(rules));
  }

  List<UndoCheck> checks() {
    return checks;
  }

  public String area() {
    return area;
  }

  Optional<Undoable<?, ?, ?>> of(String streamType) {
    return Optional.ofNullable(byStreamType.get(streamType));
  }
}
