package florin.journal.change;

import java.util.Arrays;
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

  private Undoables(String area, Map<String, Undoable<?, ?, ?>> byStreamType) {
    this.area = area;
    this.byStreamType = byStreamType;
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
                    undoable -> undoable.decider().streamType(), Function.identity())));
  }

  public String area() {
    return area;
  }

  Optional<Undoable<?, ?, ?>> of(String streamType) {
    return Optional.ofNullable(byStreamType.get(streamType));
  }
}
