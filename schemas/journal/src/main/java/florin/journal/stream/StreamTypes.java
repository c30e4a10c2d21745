package florin.journal.stream;

import java.util.List;

/**
 * Every stream type of a service; its one bean of this class. Projection rebuild and undo follow
 * from it.
 *
 * @param area of the service in {@code /api/changes/<area>}: {@code transactions}, {@code
 *     accounts}, {@code connections} or {@code planning}
 */
public record StreamTypes(String area, List<StreamType<?, ?, ?>> types) {

  public StreamTypes {
    types = List.copyOf(types);
  }

  public static StreamTypes of(String area, StreamType<?, ?, ?>... types) {
    return new StreamTypes(area, List.of(types));
  }

  public StreamCodecs streams() {
    return StreamCodecs.of(types.stream().map(StreamType::decider).toArray(Decider[]::new));
  }
}
